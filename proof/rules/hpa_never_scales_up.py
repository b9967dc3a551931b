"""Autoscalers that are forbidden to add pods."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, scaling in plan.autoscaled.items():
        rules = scaling.behavior.scale_up if scaling.behavior is not None else None
        if rules is not None and rules.select == "Disabled" and scaling.min < scaling.max:
            yield Hit(
                path=("workloads", name, "scaling", "behavior", "scale_up", "select"),
                message=(
                    f"is Disabled: there are {scaling.min} pods, and max ({scaling.max}) is never"
                    " reached"
                ),
            )


RULE = Rule(
    id="hpa-never-scales-up",
    severity="error",
    title="an autoscaler that may not add pods",
    why=(
        "Scaling up is forbidden, so the workload stays at its minimum under any load, or falls to"
        " it once and stays there; the maximum promises what can never happen."
    ),
    ways_out=(
        "set scaling.behavior.scale_up.select to Max or Min",
        "say so plainly: scaling: {kind: fixed, replicas: ...}",
    ),
    find=_find,
)
