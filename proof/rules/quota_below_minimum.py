"""Namespaces that are smaller than the least that is to run in them."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.sums import ceilings, exceeded, field_of, in_words
from proof.tenancy import tenants


def _find(plan: Plan) -> Iterator[Hit]:
    for tenant in tenants(plan):
        for excess in exceeded(ceilings(tenant.quota), (*tenant.standing, *tenant.jobs)):
            most = in_words(excess.ceiling, excess.most)
            yield Hit(
                path=("namespaces", tenant.namespace, "quota", *field_of(excess.ceiling)),
                message=f"is {most}, and at its least the namespace takes {excess.message}",
            )


RULE = Rule(
    id="quota-below-minimum",
    severity="error",
    title="a quota that is too small for what always runs",
    why=(
        "Kubernetes refuses whatever comes last: a pod, a volume or a Service that is missing from"
        " the first day on. Which one it is depends on the order in which they happen to start."
    ),
    ways_out=(
        "raise the ceiling in quota",
        "ask for less: resources, scaling.min or scaling.replicas, parallelism, storage",
        "move something to another namespace",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/policy/resource-quotas/",
)
