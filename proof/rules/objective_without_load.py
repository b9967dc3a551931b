"""Promises that nothing can be held against."""

from collections.abc import Iterator

from proof.cost.money import plain
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    load, limit = plan.stack.load, plan.stack.objectives.usd_per_task
    if plan.bill is None or limit is None:
        return
    if load is None or load.tasks_per_day is None:
        message = (
            f"${plain(limit)} a task is promised, and load.tasks_per_day does not say how many come"
        )
        yield Hit(path=("objectives", "usd_per_task"), message=message)


RULE = Rule(
    id="objective-without-load",
    severity="error",
    title="a promise about tasks in a stack that says nothing of them",
    why="Without the number of tasks nobody can tell what one costs: the promise is not checked.",
    ways_out=(
        "say how many come: load.tasks_per_day",
        "leave out objectives.usd_per_task and promise a month: objectives.monthly_usd",
    ),
    find=_find,
)
