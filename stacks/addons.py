"""Which add-ons a stack gets, and what they are to its routes; pure."""

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from components.addons.charts import ADDONS, chart_of
from components.addons.parts import refusals
from components.addons.spec import AddonName, AddonSpec
from components.identity.spec import ROLE_ANNOTATION
from components.refusal import Refusal
from components.tenancy.traffic import Peer
from stacks.parts import StackParts


def addons_to_make(stack: StackParts) -> dict[AddonName, AddonSpec]:
    """Return the add-ons that are asked for and that the cluster does not bring itself."""
    asked = stack.addons.asked().items()
    return {name: spec for name, spec in asked if name not in stack.cluster.provides}


def ingress_class(stack: StackParts) -> str | None:
    """Return the class of the stack's routes; none means the cluster's default class."""
    if _routes_through_traefik(stack):
        return chart_of("traefik").ingress_class
    return stack.cluster.ingress_class


def router(stack: StackParts, port: int) -> Peer | None:
    """Return who leads routes to a workload's port; none where somebody unknown does."""
    if not _routes_through_traefik(stack):
        return None
    return Peer(namespace=chart_of("traefik").namespace, selector={}, ports=(port,))


def _routes_through_traefik(stack: StackParts) -> bool:
    return stack.cluster.ingress_class is None and "traefik" in addons_to_make(stack)


def _second_identity(name: AddonName, spec: AddonSpec) -> Iterator[Refusal]:
    """Yield a role that the values give to a service account which has one already."""
    access = ADDONS[name].cloud
    if access is None:
        return
    path = (*access.values_key.split("."), "annotations", ROLE_ANNOTATION)
    if _holds(spec.values, path):
        message = (
            f"{access.service_account} has a role of its own already, to which cluster.identity"
            " decides the way; leave this out, and grant what it lacks in that role"
        )
        yield Refusal(("addons", name, "values", *path), message)


def _holds(values: Mapping[str, JsonValue], path: tuple[str, ...]) -> bool:
    head, *rest = path
    inner = values.get(head)
    if not rest:
        return inner is not None
    return isinstance(inner, dict) and _holds(inner, tuple(rest))


def addon_refusals(stack: StackParts) -> Iterator[Refusal]:
    """Yield what is said of add-ons and cannot be built."""
    for name in stack.addons.asked():
        if ADDONS[name].cloud is not None and stack.account is None:
            message = "works with AWS alone; leave it out on a cluster that lies elsewhere"
            yield Refusal(("addons", name), message)
    for name, spec in stack.addons.asked().items():
        yield from _second_identity(name, spec)
        for refusal in refusals(chart_of(name), spec):
            yield Refusal(("addons", name, *refusal.path), refusal.message)
        # What the embedded cluster brings may be asked for all the same: it is there anyway.
        if stack.cluster.lifetime == "of_its_own" and name in stack.cluster.provides:
            message = "is in the cluster already, says cluster.provides; leave it out here or there"
            yield Refusal(("addons", name), message)
    for name in addons_to_make(stack):
        namespace = chart_of(name).namespace
        if ADDONS[name].pod_security is not None and namespace in stack.namespaces:
            message = f"the name is that of the namespace of addons.{name}; choose another"
            yield Refusal(("namespaces", namespace), message)
