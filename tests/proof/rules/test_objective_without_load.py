"""Promises about tasks that nobody has counted."""

from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.proof.kit import finds

RULE = "objective-without-load"


def test_it_finds_a_promise_without_tasks(tmp_path: Path) -> None:
    for load in ("", "\nload: {requests_per_day: 10}"):
        assert finds(tmp_path, RULE, "objectives: {usd_per_task: 0.05}" + load, BASE) == [
            (
                "objectives.usd_per_task: $0.05 a task is promised, and load.tasks_per_day does not"
                " say how many come"
            )
        ]


def test_it_passes_a_promise_with_tasks(tmp_path: Path) -> None:
    patch = "objectives: {usd_per_task: 0.05}\nload: {tasks_per_day: 10}"
    assert finds(tmp_path, RULE, patch, BASE) == []


def test_it_passes_a_stack_that_promises_nothing_of_tasks(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, "objectives: {monthly_usd: 5000}", BASE) == []
