from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "hpa-scales-down-long-tasks"
_AT = "workloads.web.scaling.behavior.scale_down.stabilization_seconds"


def _patch(seconds: int, scale_down: str) -> str:
    behavior = f"behavior: {{scale_down: {scale_down}}}" if scale_down else ""
    scaling = f"{{kind: hpa, min: 1, max: 3, targets: {{cpu_percent: 70}}, {behavior}}}"
    return web(f"longest_task_seconds: {seconds}, scaling: {scaling}")


@pytest.mark.parametrize(
    ("seconds", "scale_down", "said"),
    [
        (1800, "", "pods go after 300 s of little use, and a task takes up to 1800 s"),
        (
            301,
            "{tolerance: 0.2}",
            "pods go after 300 s of little use, and a task takes up to 301 s",
        ),
        (
            60,
            "{stabilization_seconds: 30}",
            "pods go after 30 s of little use, and a task takes up to 60 s",
        ),
    ],
)
def test_it_finds_less_patience_than_a_task_needs(
    tmp_path: Path, seconds: int, scale_down: str, said: str
) -> None:
    assert finds(tmp_path, _RULE, _patch(seconds, scale_down)) == [f"{_AT}: {said}"]


@pytest.mark.parametrize(
    ("seconds", "scale_down"),
    [
        (300, ""),
        (1800, "{stabilization_seconds: 1800}"),
        (1800, "{select: Disabled}"),
        (1800, "{select: Disabled, stabilization_seconds: 30}"),
    ],
)
def test_it_passes_enough_patience(tmp_path: Path, seconds: int, scale_down: str) -> None:
    assert finds(tmp_path, _RULE, _patch(seconds, scale_down)) == []


def test_it_passes_tasks_of_unknown_length(tmp_path: Path) -> None:
    patch = "scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70}}"

    assert finds(tmp_path, _RULE, web(patch)) == []
