"""Floors above the ceiling."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, scaling in plan.autoscaled.items():
        for time, schedule in plan.running[name].schedule.items():
            if schedule.min > scaling.max:
                yield Hit(
                    path=("workloads", name, "schedule", time, "min"),
                    message=f"is {schedule.min}, and scaling.max is {scaling.max}",
                )


RULE = Rule(
    id="schedule-above-max",
    severity="error",
    title="a schedule that asks for more pods than there may be",
    why=(
        "The maximum wins: at the hour for which the schedule was made there are fewer pods than"
        " it says, and nothing reports it."
    ),
    ways_out=("raise scaling.max", "lower the schedule's min"),
    find=_find,
)
