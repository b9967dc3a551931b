"""Workloads that would have to start before each other."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.order import circles


def _find(plan: Plan) -> Iterator[Hit]:
    for circle in circles(plan.stack):
        if len(circle) < 2:
            continue  # one that calls itself waits for nobody
        first, *others = sorted(circle)
        calls = plan.stack.workloads[first].calls
        position = next(
            n for n, call in enumerate(calls) if call.removeprefix("workload.") in circle
        )
        yield Hit(
            path=("workloads", first, "calls", position),
            message=f"{first} calls {' and '.join(others)} in a circle: none waits for another",
        )


RULE = Rule(
    id="call-circle",
    severity="warning",
    title="workloads that call each other in a circle",
    why=(
        "A workload starts after those that it calls. In a circle there is no such order, so all of"
        " it starts at once: what needs another one at its start fails and is started anew until it"
        " happens to work, after each outage again."
    ),
    ways_out=(
        "let one of them answer with what it has: a call in one direction only, calls",
        "put a cache or a database between them: caches, databases",
        "accept it, if each of them starts without the others and tries again",
    ),
    find=_find,
)
