"""What a user may say of load and use."""

from decimal import Decimal
from pathlib import Path

import pytest

from stacks.demand import UsageSpec
from tests.stacks.platforms import BASE, refused, spec

WORKERS = "workloads: {more: {kind: worker, image: example.org/m:1, resources: {}}}\n"
CRON = (
    'workloads: {night: {kind: cron, schedule: "0 2 * * *", image: example.org/n:1,'
    " resources: {}}}\n"
)


def _refusals(folder: Path, patch: str) -> list[str]:
    return [line.partition(" ")[2] for line in refused(folder, patch)]


@pytest.mark.parametrize(
    ("load", "line"),
    [
        (
            "task_minutes: {mean: 10, min: 11}",
            "load.task_minutes.min: must be at most mean (10), got 11",
        ),
        (
            "task_minutes: {mean: 10, max: 9}",
            "load.task_minutes.max: must be at least mean (10), got 9",
        ),
        (
            "busy: {hours: 8, percent: 33}",
            (
                "load.busy.percent: must be at least 33.3, which 8 of 24 hours have when all are"
                " alike, got 33"
            ),
        ),
        (
            "tasks_per_day: 1, task_workload: jobs",
            "load.task_workload: no such workload: jobs; did you mean job?",
        ),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, load: str, line: str) -> None:
    assert _refusals(tmp_path, f"load: {{{load}}}") == [line]


def test_one_of_two_workers_must_be_named(tmp_path: Path) -> None:
    assert _refusals(tmp_path, WORKERS + "load: {tasks_per_day: 1}") == [
        "load.task_workload: missing; name one of the workers: job, more"
    ]
    named = spec(tmp_path, WORKERS + "load: {tasks_per_day: 1, task_workload: more}", BASE)
    assert named.load is not None
    assert named.load.task_workload == "more"


def test_a_workload_that_runs_at_times_takes_no_tasks(tmp_path: Path) -> None:
    patch = CRON + "load: {tasks_per_day: 1, task_workload: night}"
    assert _refusals(tmp_path, patch) == [
        "load.task_workload: night runs at times only; its kind is neither worker nor web"
    ]


def test_requests_need_no_worker(tmp_path: Path) -> None:
    found = spec(tmp_path, WORKERS + "load: {requests_per_day: 10}", BASE)
    assert found.load is not None
    assert found.load.requests_per_day == 10


def test_what_nobody_has_said_is_not_nothing() -> None:
    assert UsageSpec().nat_gb is None
    assert UsageSpec(nat_gb=Decimal(0)).nat_gb == 0
    assert UsageSpec().worst_month == 1
