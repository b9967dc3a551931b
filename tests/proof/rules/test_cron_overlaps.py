from pathlib import Path

import pytest

from tests.proof.kit import cron, finds

_RULE = "cron-overlaps"


def _patch(schedule: str, deadline: str | None, overlap: str = "Allow") -> str:
    return cron(schedule=f'"{schedule}"', deadline_seconds=deadline, overlap=overlap)


@pytest.mark.parametrize(
    ("schedule", "deadline", "gap"), [("*/5 * * * *", "301", 5), ("0 2,3 * * *", "7200", 60)]
)
def test_it_finds_runs_that_may_outlast_the_pause(
    tmp_path: Path, schedule: str, deadline: str, gap: int
) -> None:
    assert finds(tmp_path, _RULE, _patch(schedule, deadline)) == [
        (
            f'workloads.night.overlap: is Allow: "{schedule}" comes again after {gap} min, and a'
            f" run may take {deadline} s"
        )
    ]


@pytest.mark.parametrize(
    "patch",
    [
        _patch("*/5 * * * *", "300"),
        _patch("*/5 * * * *", "301", "Forbid"),
        _patch("*/5 * * * *", None),
        _patch("0 0 31 2 *", "604800"),
    ],
)
def test_it_passes_runs_that_end_in_time(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []
