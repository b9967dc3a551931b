"""Times that never come."""

from collections.abc import Iterator

from proof.crontab import Crontab
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.file import KeyPath


def _find(plan: Plan) -> Iterator[Hit]:
    for path, schedule in _schedules(plan):
        if not Crontab.of(schedule).comes_at_all():
            yield Hit(path=path, message=f'"{schedule}" never comes: no month in it has such a day')


def _schedules(plan: Plan) -> Iterator[tuple[KeyPath, str]]:
    for name, cron in plan.crons.items():
        yield ("workloads", name, "schedule"), cron.schedule
    for name, workload in plan.running.items():
        for time, schedule in workload.schedule.items():
            yield ("workloads", name, "schedule", time, "start"), schedule.start
            yield ("workloads", name, "schedule", time, "end"), schedule.end


RULE = Rule(
    id="cron-never-runs",
    severity="error",
    title="a schedule for a day that does not exist",
    why=(
        "Kubernetes accepts the schedule and waits for its day, such as 31 February, for ever."
        " Nothing fails, nothing is reported, and the work is never done."
    ),
    ways_out=(
        "name a day that the month has: 28 is in every month",
        "mind the order of the fields: minute, hour, day of the month, month, day of the week",
    ),
    find=_find,
)
