from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "grace-shorter-than-task"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("longest_task_seconds: 1800", "is 30 s, and a task takes up to 1800 s"),
        (
            "longest_task_seconds: 55, grace_seconds: 60, pre_stop: {kind: sleep, seconds: 10}",
            "is 60 s, less 10 s of pre_stop, and a task takes up to 55 s",
        ),
    ],
)
def test_it_finds_tasks_that_are_cut_off(tmp_path: Path, fields: str, said: str) -> None:
    assert finds(tmp_path, _RULE, web(fields)) == [f"workloads.web.grace_seconds: {said}"]


@pytest.mark.parametrize(
    "fields",
    [
        "longest_task_seconds: 30",
        "longest_task_seconds: 50, grace_seconds: 60, pre_stop: {kind: sleep, seconds: 10}",
        "longest_task_seconds: 60, grace_seconds: 60, pre_stop: {kind: exec, command: [drain]}",
        "grace_seconds: 1",
    ],
)
def test_it_passes_enough_time(tmp_path: Path, fields: str) -> None:
    assert finds(tmp_path, _RULE, web(fields)) == []
