"""Rules between a cluster that AWS runs and the rest of its stack."""

import difflib
import ipaddress
from collections.abc import Iterator

from components.cluster.spec import EksSpec
from components.refusal import Refusal
from components.tenancy.access import RoleName
from stacks.parts import StackParts

_ROLES: tuple[tuple[str, RoleName], ...] = (("operators", "operator"), ("developers", "developer"))


def eks_clashes(stack: StackParts) -> Iterator[Refusal]:
    """Yield what is said of an EKS cluster and cannot be built beside the rest."""
    if isinstance(stack.cluster, EksSpec):
        yield from _own_entry(stack, stack.cluster)
        yield from _groups_of_nobody(stack, stack.cluster)
        yield from _overlapping(stack, stack.cluster)


def _own_entry(stack: StackParts, cluster: EksSpec) -> Iterator[Refusal]:
    """Yield that plinth would be locked out of the cluster that it has made."""
    role = stack.account.role if stack.account is not None else None
    if role is not None and role not in cluster.access.admins.values():
        message = f"must name account.role ({role}), as which plinth works in the cluster"
        yield Refusal(("cluster", "access", "admins"), f"{message}; add it under a name")


def _groups_of_nobody(stack: StackParts, cluster: EksSpec) -> Iterator[Refusal]:
    given = {
        "operators": cluster.access.operators,
        "developers": cluster.access.developers,
    }
    for part, role in _ROLES:
        bound = {
            group
            for namespace in stack.namespaces.values()
            for group in namespace.access.by_role().get(role, ())
        }
        for group in given[part]:
            if group not in bound:
                close = difflib.get_close_matches(group, bound, n=1)
                hint = f"; did you mean {close[0]}?" if close else f": namespaces.*.access.{role}"
                message = f"no namespace gives the role {role} to the group {group}{hint}"
                yield Refusal(("cluster", "access", part, group), message)


def _overlapping(stack: StackParts, cluster: EksSpec) -> Iterator[Refusal]:
    if stack.network is None:
        return
    services = ipaddress.ip_network(cluster.service_cidr)
    network = ipaddress.ip_network(stack.network.cidr)
    if services.version == network.version and services.overlaps(network):
        message = f"{services} overlaps the network's own addresses ({network}), network.cidr"
        yield Refusal(("cluster", "service_cidr"), f"{message}; take others, such as 172.20.0.0/16")
