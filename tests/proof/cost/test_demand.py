"""How many workers are busy, and what their work costs apiece."""

import math
from decimal import Decimal
from pathlib import Path

from proof.cost.bill import usd_per_request, usd_per_task
from proof.cost.demand import demand_of, task_workload
from stacks.demand import LoadSpec
from tests.components.cloud_kit import BASE
from tests.proof.cost.kit import US, bill
from tests.stacks.platforms import spec

ANALYSIS = LoadSpec.model_validate(
    {
        "tasks_per_day": 50_000,
        "task_minutes": {"mean": 10, "min": 3, "max": 30},
        "busy": {"hours": 8, "percent": 40},
        "buffer_percent": 50,
    }
)
"""What package-analysis expects."""


def test_package_analysis_keeps_347_workers_busy_and_417_at_its_peak() -> None:
    demand = demand_of(ANALYSIS)
    assert demand is not None
    assert math.floor(demand.average) == 347
    assert math.ceil(demand.peak) == 417
    assert demand.wanted == 625
    assert math.floor(demand.hours_a_month) == 253_472  # of 30 days it would be 250 000


def test_a_worker_with_two_tasks_in_hand_is_half_a_worker() -> None:
    twice = demand_of(ANALYSIS.model_copy(update={"tasks_at_once": 2}))
    assert twice is not None
    assert twice.wanted == Decimal("312.5")


def test_without_busy_hours_all_hours_are_alike() -> None:
    even = demand_of(ANALYSIS.model_copy(update={"busy": None}))
    assert even is not None
    assert even.peak == even.average


def test_nothing_is_said_of_workers_without_tasks_or_minutes() -> None:
    assert demand_of(None) is None
    assert demand_of(LoadSpec(tasks_per_day=Decimal(10))) is None
    assert demand_of(LoadSpec(requests_per_day=Decimal(10))) is None


def test_tasks_are_taken_by_the_only_worker_or_the_one_that_is_named(tmp_path: Path) -> None:
    load = "load: {tasks_per_day: 10}\n"
    assert task_workload(spec(tmp_path, US, BASE)) is None
    assert task_workload(spec(tmp_path, load, BASE)) == "job"
    more = "workloads: {b: {kind: worker, image: example.org/b:1, resources: {}}}\n"
    named = "load: {tasks_per_day: 10, task_workload: b}\n"
    assert task_workload(spec(tmp_path, named + more, BASE)) == "b"


def test_the_bill_is_shared_out_over_a_month_of_work(tmp_path: Path) -> None:
    found = bill(tmp_path, US)
    load = LoadSpec(tasks_per_day=Decimal(240), requests_per_day=Decimal(2400))
    total = found.total("expected")
    task = usd_per_task(found, load, "expected")
    request = usd_per_request(found, load, "expected")
    assert task is not None
    assert request is not None
    assert abs(task - total / 7300) < Decimal("1e-20")
    assert abs(request - total / 73_000) < Decimal("1e-20")
    assert usd_per_task(found, None, "expected") is None
    assert usd_per_request(found, None, "expected") is None
