"""Tasks that cost more than is promised."""

from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.proof.kit import finds

RULE = "cost-per-task-missed"
US = "account: {region: us-east-1}\n"


def test_it_finds_tasks_that_are_too_dear(tmp_path: Path) -> None:
    patch = US + "load: {tasks_per_day: 240}\nobjectives: {usd_per_task: 0.05}"
    assert finds(tmp_path, RULE, patch, BASE) == [
        (
            "objectives.usd_per_task: $0.05 a task is promised, $0.0560 expected: $409 a month for"
            " 7,300 tasks"
        )
    ]


def test_it_passes_enough_tasks(tmp_path: Path) -> None:
    patch = US + "load: {tasks_per_day: 480}\nobjectives: {usd_per_task: 0.05}"
    assert finds(tmp_path, RULE, patch, BASE) == []
