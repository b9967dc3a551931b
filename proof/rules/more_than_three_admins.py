"""Clusters that many may do everything in."""

from collections.abc import Iterator
from typing import Final

from components.cluster.spec import EksSpec
from proof.plan import Plan
from proof.rule import Hit, Rule

_MOST: Final = 3


def _find(plan: Plan) -> Iterator[Hit]:
    cluster = plan.stack.cluster
    if isinstance(cluster, EksSpec) and len(cluster.access.admins) > _MOST:
        names = ", ".join(cluster.access.admins)
        message = f"{len(cluster.access.admins)} may do everything in the cluster: {names}"
        yield Hit(path=("cluster", "access", "admins"), message=message)


RULE = Rule(
    id="more-than-three-admins",
    severity="warning",
    title="a cluster with more than three admins",
    why=(
        "An admin of the cluster reads every Secret and every volume, and may undo every policy of"
        " it. Each further one is one more set of credentials that is worth stealing."
    ),
    ways_out=(
        "give people a group with a role in their namespaces: cluster.access.operators, developers",
        "let admins share one role that they take when they need it: cluster.access.admins",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
)
