"""Namespaces in which autoscalers cannot reach their maximum."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.sums import ceilings, exceeded, field_of, in_words
from proof.tenancy import tenants


def _find(plan: Plan) -> Iterator[Hit]:
    for tenant in tenants(plan):
        most = ceilings(tenant.quota)
        at_least = (*tenant.standing, *tenant.jobs)
        too_small = {excess.ceiling for excess in exceeded(most, at_least)}
        for excess in exceeded(most, tenant.most):
            if excess.ceiling not in too_small:
                limit = in_words(excess.ceiling, excess.most)
                yield Hit(
                    path=("namespaces", tenant.namespace, "quota", *field_of(excess.ceiling)),
                    message=f"is {limit}, and at its most the namespace takes {excess.message}",
                )


RULE = Rule(
    id="quota-below-maximum",
    severity="warning",
    title="a quota that autoscalers reach before their maximum",
    why=(
        "In a peak Kubernetes refuses the pods beyond the quota. The autoscaler goes on asking for"
        " them, everything looks as if it scaled, and the load stays on the pods that are there."
        " A cron run that comes in such an hour does not start either."
    ),
    ways_out=(
        "raise the ceiling in quota",
        "lower scaling.max to what the quota allows",
        "accept it, if the quota is meant to end the bill before the load ends",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/policy/resource-quotas/",
)
