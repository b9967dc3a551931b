"""Autoscalers without a choice."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, scaling in plan.autoscaled.items():
        if scaling.min == scaling.max:
            yield Hit(
                path=("workloads", name, "scaling", "max"),
                message=f"is {scaling.max}, and so is min",
            )


RULE = Rule(
    id="hpa-fixed",
    severity="warning",
    title="an autoscaler whose minimum is its maximum",
    why=(
        "It can only ever choose one number. Whoever reads that the workload scales believes that"
        " a peak is taken care of, and the peak finds as many pods as a quiet night."
    ),
    ways_out=(
        "raise scaling.max",
        "say so plainly: scaling: {kind: fixed, replicas: ...}",
    ),
    find=_find,
)
