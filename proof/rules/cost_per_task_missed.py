"""Tasks that cost more than is promised."""

from collections.abc import Iterator

from proof.cost.billing import DAYS
from proof.cost.money import apiece, dollars, plain
from proof.cost.promise import at_least, breach
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    limit, bill, load = plan.stack.objectives.usd_per_task, plan.bill, plan.stack.load
    if bill is None or limit is None or load is None or load.tasks_per_day is None:
        return
    tasks = load.tasks_per_day * DAYS
    found = breach(bill, "expected", limit * tasks)
    if found is None:
        return
    message = (
        f"${plain(limit)} a task is promised, {at_least(bill)}{apiece(found.total / tasks)}"
        f" expected: {dollars(found.total)} a month for {tasks:,.0f} tasks{found.said}"
    )
    yield Hit(path=("objectives", "usd_per_task"), message=message, severity=found.severity)


RULE = Rule(
    id="cost-per-task-missed",
    severity="error",
    title="tasks that cost more than is promised",
    why=(
        "What a task costs is what its price is made from. The whole platform is paid by its tasks,"
        " so few of them on a large platform are dear ones."
    ),
    ways_out=(
        "shrink the platform to what the load needs (./plinth check -v has the lines)",
        "shrink what a task needs, or how long it takes",
        "raise objectives.usd_per_task to what it takes",
    ),
    find=_find,
)
