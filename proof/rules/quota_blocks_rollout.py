"""Namespaces without room for one pod more."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.sums import ceilings, field_of, in_words, left
from proof.tenancy import tenants


def _find(plan: Plan) -> Iterator[Hit]:
    for tenant in tenants(plan):
        for ceiling, most in ceilings(tenant.quota).items():
            free = left(most, tenant.standing, ceiling)
            stuck = [share for share in tenant.rollouts if share.of(ceiling) > free >= 0]
            if stuck:
                pods = ", ".join(f"{s.name} ({in_words(ceiling, s.of(ceiling))})" for s in stuck)
                yield Hit(
                    path=("namespaces", tenant.namespace, "quota", *field_of(ceiling)),
                    message=(
                        f"is {in_words(ceiling, most)}, of which {in_words(ceiling, free)} is left"
                        f" at the least: too little for one pod more of {pods}"
                    ),
                )


RULE = Rule(
    id="quota-blocks-rollout",
    severity="warning",
    title="a quota that leaves no room for a rollout",
    why=(
        "The new version needs a pod before an old one goes, for its rollout or its migration."
        " Kubernetes refuses that pod, so the rollout stands still until it counts as failed, and"
        " so does the mending of whatever is wrong with the old version."
    ),
    ways_out=(
        "raise the ceiling in quota by one pod of the largest workload",
        "set rollout.max_unavailable to 1, where one pod less is bearable",
        "set rollout: {kind: recreate}, where a pause is",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/policy/resource-quotas/",
)
