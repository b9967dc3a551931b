"""Runs that nothing ends."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from proof.plan import Plan
from proof.rule import Hit, Rule

_THEN: Final[Mapping[Literal["Forbid", "Allow"], str]] = {
    "Forbid": "a run that hangs keeps all later ones from starting",
    "Allow": "runs that hang pile up",
}


def _find(plan: Plan) -> Iterator[Hit]:
    for name, cron in plan.crons.items():
        # With Replace the next run ends the one that hangs.
        if cron.deadline_seconds is None and cron.overlap != "Replace":
            yield Hit(
                path=("workloads", name, "deadline_seconds"),
                message=f"is missing, and overlap is {cron.overlap}: {_THEN[cron.overlap]}",
            )


RULE = Rule(
    id="cron-without-deadline",
    severity="warning",
    title="a cron workload whose runs may take for ever",
    why=(
        "A run that waits for an answer which never comes does not fail, so nothing tries again and"
        " nothing reports it. It is noticed when somebody misses its work."
    ),
    ways_out=("set deadline_seconds to more than the longest run takes",),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/controllers/job/",
)
