"""Floors below the floor."""

from collections.abc import Iterator

from proof.counts import fewest
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        field, pods = fewest(workload.scaling)
        for time, schedule in workload.schedule.items():
            if schedule.min <= pods:
                yield Hit(
                    path=("workloads", name, "schedule", time, "min"),
                    message=f"is {schedule.min}, and scaling.{field} is {pods} at any time",
                )


RULE = Rule(
    id="schedule-does-nothing",
    severity="warning",
    title="a schedule that asks for no more pods than there are anyway",
    why=(
        "Somebody made it for hours in which more is needed, and in these hours it changes"
        " nothing. It is easily overlooked after the ordinary minimum was raised."
    ),
    ways_out=("raise the schedule's min", "delete the schedule", "lower the ordinary minimum"),
    find=_find,
)
