"""Workers that cannot keep up with what comes in."""

import math
from collections.abc import Iterator

from proof.cost.demand import Demand, demand_of, task_workload
from proof.levels import headcounts
from proof.plan import Plan
from proof.rule import Hit, Rule, Severity


def _find(plan: Plan) -> Iterator[Hit]:
    demand, name = demand_of(plan.stack.load), task_workload(plan.stack)
    if demand is None or name is None:
        return
    member = f"workload.{name}"
    counted = next((each for each in headcounts(plan.stack) if each.member == member), None)
    if counted is None:
        return
    ceiling = counted.pods["max"]
    outcome = _outcome(demand, ceiling)
    if outcome is not None:
        message, severity = outcome
        needed = (
            f"at most {ceiling} workers, and {demand.average:.0f} are busy on average,"
            f" {math.ceil(demand.peak)} in the busy hours"
        )
        yield Hit(path=counted.path, message=f"{needed}: {message}", severity=severity)


def _outcome(demand: Demand, ceiling: int) -> tuple[str, Severity | None] | None:
    if ceiling < demand.average:
        share = math.floor(ceiling / demand.average * 100)
        return f"{share} % of the tasks are done, and the queue grows for ever", None
    if ceiling < demand.peak:
        return "the queue grows while these last", None
    if ceiling < demand.wanted:
        wanted = math.ceil(demand.wanted)
        return f"the buffer that is asked for makes it {wanted}", "warning"
    return None


RULE = Rule(
    id="workers-below-load",
    severity="error",
    title="fewer workers at the most than the load keeps busy",
    why=(
        "Arrivals times the minutes that each task takes is the number of workers that are busy at"
        " once, whatever the scaling does (Little's law). With fewer of them the queue grows for as"
        " long as that is so, and tasks wait longer and longer."
    ),
    ways_out=(
        "raise the workload's scaling.max (or replicas), and the max_nodes of its pool with it",
        "shorten the tasks, or let a worker have more of them in hand: load.tasks_at_once",
        "take in less: load.tasks_per_day",
    ),
    find=_find,
    source="https://en.wikipedia.org/wiki/Little%27s_law",
)
