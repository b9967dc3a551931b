"""Runs that pile up."""

from collections.abc import Iterator

from proof.crontab import Crontab
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, cron in plan.crons.items():
        deadline = cron.deadline_seconds
        if cron.overlap != "Allow" or deadline is None:
            continue
        gap = Crontab.of(cron.schedule).shortest_gap()
        if gap is not None and deadline > gap * 60:
            yield Hit(
                path=("workloads", name, "overlap"),
                message=(
                    f'is Allow: "{cron.schedule}" comes again after {gap} min, and a run may take'
                    f" {deadline} s"
                ),
            )


RULE = Rule(
    id="cron-overlaps",
    severity="warning",
    title="a cron workload whose runs may overlap",
    why=(
        "When runs get slow, the next one starts beside them and makes them slower still. They pile"
        " up until the nodes or the database are full, and two runs may do the same work at once."
    ),
    ways_out=(
        "set overlap to Forbid: a run is left out while one is going",
        "lower deadline_seconds below the time between two runs",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/",
)
