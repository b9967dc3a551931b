"""Attempts that there is no time for."""

from collections.abc import Iterator
from typing import Final

from proof.plan import Plan
from proof.rule import Hit, Rule

_FIRST_WAIT: Final = 10
_LONGEST_WAIT: Final = 300


def _find(plan: Plan) -> Iterator[Hit]:
    for name, work in (*plan.crons.items(), *plan.jobs.items()):
        waits = _waits(work.retries)
        if work.deadline_seconds is not None and waits >= work.deadline_seconds:
            yield Hit(
                path=("workloads", name, "retries"),
                message=(
                    f"is {work.retries}: the pauses between the attempts alone take {waits} s, and"
                    f" deadline_seconds is {work.deadline_seconds}"
                ),
            )


def _waits(retries: int) -> int:
    """Return the seconds between attempts that fail at once: 0, 10, 20, 40 ... 300 and so on."""
    return sum(min(_FIRST_WAIT * 2**step, _LONGEST_WAIT) for step in range(retries - 1))


RULE = Rule(
    id="job-retries-past-deadline",
    severity="warning",
    title="more attempts than the deadline leaves time for",
    why=(
        "After the first retry Kubernetes waits before each further one, twice as long every time"
        " and up to five minutes. The deadline counts from the first attempt and ends the whole"
        " run, so the last attempts never happen."
    ),
    ways_out=("raise deadline_seconds", "lower retries"),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
)
