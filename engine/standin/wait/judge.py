"""Is this object ready? Pure judgments, one per kind, from nothing but the object's own fields."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias

from engine.standin.objects import Kind
from engine.standin.shape import JsonObject, Path, condition, dig, number, objects, text


@dataclass(frozen=True)
class Judgment:
    """`ready`, `waiting`, or `failed` when waiting longer will not help; the reason says why."""

    verdict: Literal["ready", "waiting", "failed"]
    reason: str = ""


READY = Judgment("ready")
Judge: TypeAlias = Callable[[JsonObject], Judgment]


def judge(kind: Kind, live: JsonObject) -> Judgment:
    """Readiness of an object; kinds without a notion of it are ready as soon as they exist."""
    return JUDGES.get((kind.group, kind.kind), _exists)(live)


def waiting(reason: str) -> Judgment:
    """Not ready yet."""
    return Judgment("waiting", reason)


def _exists(_: JsonObject) -> Judgment:
    return READY


def rollout(wanted_at: Path, updated_at: str, available_at: str, live: JsonObject) -> Judgment:
    """Rolled out: every pod updated and available, no old one left."""
    if number(live, "status", "observedGeneration") < number(live, "metadata", "generation"):
        return waiting("its controller has not seen the latest change yet")
    progress = condition(live, "Progressing")
    if text(progress, "reason") == "ProgressDeadlineExceeded":
        return Judgment("failed", f"progress deadline exceeded: {text(progress, 'message')}")
    wanted = number(live, *wanted_at)
    updated, available = number(live, "status", updated_at), number(live, "status", available_at)
    old = max(number(live, "status", "replicas") - updated, 0)
    if updated >= wanted and available >= wanted and not old:
        return READY
    return waiting(
        f"{updated} of {wanted} pods updated, {available} available, {old} old ones left"
    )


def job(live: JsonObject) -> Judgment:
    """Complete; a suspended job is as far as it will get."""
    failed = condition(live, "Failed")
    if failed.get("status") == "True":
        return Judgment("failed", f"{text(failed, 'reason')}: {text(failed, 'message')}")
    if dig(live, "spec", "suspend") is True or condition(live, "Complete").get("status") == "True":
        return READY
    return waiting(
        f"{number(live, 'status', 'active')} pods active, "
        f"{number(live, 'status', 'failed')} failed, not complete"
    )


def claim(live: JsonObject) -> Judgment:
    """Bound."""
    phase = text(live, "status", "phase")
    if phase == "Lost":
        return Judgment("failed", "the volume this claim was bound to is gone")
    return READY if phase == "Bound" else waiting(f"the claim is {phase or 'not yet seen'}")


def definition(live: JsonObject) -> Judgment:
    """Established: the new kind is served."""
    if condition(live, "Established").get("status") == "True":
        return READY
    return waiting(f"not served yet {text(condition(live, 'NamesAccepted'), 'message')}".strip())


def ingress(live: JsonObject) -> Judgment:
    """An address was given to it."""
    if objects(live, "status", "loadBalancer", "ingress"):
        return READY
    return waiting(
        "no address yet; is an ingress controller running that serves class "
        f"{text(live, 'spec', 'ingressClassName') or '(none named)'}?"
    )


def service(live: JsonObject) -> Judgment:
    """A load balancer has an address; every other type is ready at once (endpoints: see loop)."""
    is_balancer = text(live, "spec", "type") == "LoadBalancer"
    if is_balancer and not objects(live, "status", "loadBalancer", "ingress"):
        return waiting("no address from a load balancer yet; does this cluster have one to give?")
    return READY


def namespace(live: JsonObject) -> Judgment:
    """Active."""
    phase = text(live, "status", "phase")
    return waiting("the namespace is being deleted") if phase == "Terminating" else READY


def needs_endpoints(live: JsonObject) -> bool:
    """Whether a Service is only useful once pods answer behind it."""
    spec = live.get("spec")
    return (
        bool(dig(spec, "selector"))
        and text(spec, "clusterIP") != "None"
        and text(spec, "type") != "ExternalName"
    )


_REPLICAS = ("spec", "replicas")
_SCHEDULED = ("status", "desiredNumberScheduled")
JUDGES: dict[tuple[str, str], Judge] = {
    ("apps", "Deployment"): partial(rollout, _REPLICAS, "updatedReplicas", "availableReplicas"),
    ("apps", "StatefulSet"): partial(rollout, _REPLICAS, "updatedReplicas", "readyReplicas"),
    ("apps", "DaemonSet"): partial(
        rollout, _SCHEDULED, "updatedNumberScheduled", "numberAvailable"
    ),
    ("batch", "Job"): job,
    ("", "PersistentVolumeClaim"): claim,
    ("", "Service"): service,
    ("", "Namespace"): namespace,
    ("networking.k8s.io", "Ingress"): ingress,
    ("apiextensions.k8s.io", "CustomResourceDefinition"): definition,
}
