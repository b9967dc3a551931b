"""Workers that cannot keep up."""

from pathlib import Path

import pytest

from proof.plan import Plan
from proof.registry import all_rules
from tests.proof.kit import ON, SOUND, finds
from tests.stacks.platforms import spec

RULE = "workers-below-load"
LOAD = (
    "load: {tasks_per_day: 50000, task_minutes: {mean: 10, min: 3, max: 30},"
    " busy: {hours: 8, percent: 40}, buffer_percent: 50}\n"
)


def _workers(most: int) -> str:
    scaling = f"{{kind: hpa, min: 1, max: {most}, targets: {{cpu_percent: 80}}}}"
    return LOAD + f"workloads: {{job: {{scaling: {scaling}}}}}"


def test_it_finds_150_workers_where_347_are_busy_on_average(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, _workers(150), SOUND) == [
        (
            "workloads.job.scaling.max: at most 150 workers, and 347 are busy on average, 417 in"
            " the busy hours: 43 % of the tasks are done, and the queue grows for ever"
        )
    ]


def test_it_finds_workers_that_the_busy_hours_are_too_much_for(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, _workers(416), SOUND)
    assert found.endswith("417 in the busy hours: the queue grows while these last")


@pytest.mark.parametrize(("most", "severity"), [(347, None), (416, None), (417, "warning")])
def test_it_finds_an_error_below_the_peak_and_a_warning_below_the_buffer(
    tmp_path: Path, most: int, severity: str | None
) -> None:
    plan = Plan(stack=spec(tmp_path, _workers(most), SOUND), on=ON)
    (rule,) = (each for each in all_rules() if each.id == RULE)
    (hit,) = rule.find(plan)
    assert hit.severity == severity


def test_it_finds_the_number_of_a_workload_that_does_not_scale(tmp_path: Path) -> None:
    patch = LOAD + "workloads: {job: {scaling: {kind: fixed, replicas: 3}}}"
    (found,) = finds(tmp_path, RULE, patch, SOUND)
    assert found.startswith("workloads.job.scaling.replicas: at most 3 workers")


def test_it_passes_workers_for_the_busy_hours_and_the_buffer(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, _workers(625), SOUND) == []


def test_it_passes_a_load_that_says_nothing_of_minutes(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, "load: {tasks_per_day: 50000}", SOUND) == []
