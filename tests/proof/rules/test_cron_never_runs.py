from pathlib import Path

import pytest

from tests.proof.kit import cron, finds, web

_RULE = "cron-never-runs"


@pytest.mark.parametrize("schedule", ["0 0 31 2 *", "0 0 30 feb *", "5 4 31 4,6,9,11 *"])
def test_it_finds_days_that_no_month_has(tmp_path: Path, schedule: str) -> None:
    assert finds(tmp_path, _RULE, cron(schedule=f'"{schedule}"')) == [
        f'workloads.night.schedule: "{schedule}" never comes: no month in it has such a day'
    ]


def test_it_finds_times_of_a_floor_that_never_come(tmp_path: Path) -> None:
    patch = web('schedule: {sale: {start: "0 0 31 11 *", end: "0 0 1 12 *", min: 3}}')

    assert finds(tmp_path, _RULE, patch) == [
        (
            'workloads.web.schedule.sale.start: "0 0 31 11 *" never comes: no month in it has such'
            " a day"
        )
    ]


@pytest.mark.parametrize("schedule", ["0 0 29 2 *", "0 0 31 * *", "0 0 31 2 mon"])
def test_it_passes_days_that_come(tmp_path: Path, schedule: str) -> None:
    assert finds(tmp_path, _RULE, cron(schedule=f'"{schedule}"')) == []
