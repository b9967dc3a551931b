"""Quotas without a ceiling."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.sums import ceilings
from proof.tenancy import tenants


def _find(plan: Plan) -> Iterator[Hit]:
    for tenant in tenants(plan):
        if not ceilings(tenant.quota):
            path = ("namespaces", tenant.namespace, "quota")
            yield Hit(path=path, message="has no ceiling: it limits nothing")


RULE = Rule(
    id="quota-of-nothing",
    severity="warning",
    title="a quota that limits nothing",
    why=(
        "A ceiling that is left out is none. Whoever reads that the namespace has a quota believes"
        " that it cannot take the cluster from the others, and it can."
    ),
    ways_out=("give it ceilings, such as quota.requests.cpu and quota.pods", "take quota out"),
    find=_find,
    source="https://kubernetes.io/docs/concepts/policy/resource-quotas/",
)
