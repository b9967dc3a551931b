"""Availability that each new version interrupts."""

from collections.abc import Iterator

from components.workload.scaling import RecreateSpec
from proof.plan import Plan
from proof.promises import promised
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    promise = promised(plan)
    for name, web in plan.webs.items() if promise is not None else ():
        if isinstance(web.rollout, RecreateSpec):
            yield Hit(
                path=("workloads", name, "rollout", "kind"), message=f"is recreate, and {promise}"
            )


RULE = Rule(
    id="recreate-behind-slo",
    severity="warning",
    title="a promised availability and a rollout that stops all pods first",
    why=(
        "Between the last old pod and the first new one that is ready nobody answers: each new"
        " version, each changed setting and each rotated secret is an outage as long as a start"
        " takes. One that never gets ready lasts until somebody rolls it back."
    ),
    ways_out=(
        "set rollout.kind to rolling_update, with max_unavailable 0",
        "accept it with a reason, if two versions must never run at once",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
)
