"""Pods that a quota refuses because they do not say what they take."""

from collections.abc import Iterator

from proof.members import path_of
from proof.plan import Plan
from proof.rule import Hit, Rule
from proof.sums import COUNTED, Ceiling, ceilings, field_of
from proof.tenancy import pods_in, tenants


def _find(plan: Plan) -> Iterator[Hit]:
    for tenant in tenants(plan):
        most = ceilings(tenant.quota)
        counted: list[Ceiling] = [ceiling for ceiling in COUNTED if ceiling in most]
        for member, stated in pods_in(plan, tenant.namespace).items():
            for ceiling in counted:
                if ceiling not in stated:
                    yield Hit(
                        path=(*path_of(member), "resources", *field_of(ceiling)),
                        message=(
                            f"is missing, here and in container_defaults of {tenant.namespace},"
                            f" and the quota counts {ceiling}"
                        ),
                    )


RULE = Rule(
    id="quota-without-limits",
    severity="error",
    title="a pod without an amount that its namespace's quota counts",
    why=(
        "A quota on requests or limits makes them a duty: the API server refuses every pod that"
        " does not state them. The Deployment is accepted, and no pod of it ever comes."
    ),
    ways_out=(
        "set the amount in resources",
        "set it for everybody in container_defaults of the namespace",
        "take the ceiling out of quota",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/policy/resource-quotas/",
)
