from pathlib import Path

import pytest

from tests.proof.kit import cron, finds, job

_RULE = "job-retries-past-deadline"


@pytest.mark.parametrize(("retries", "waits"), [(3, 30), (6, 310), (9, 1210)])
def test_it_finds_attempts_without_time(tmp_path: Path, retries: int, waits: int) -> None:
    patch = job(retries=str(retries), deadline_seconds=str(waits))

    assert finds(tmp_path, _RULE, patch) == [
        (
            f"workloads.once.retries: is {retries}: the pauses between the attempts alone take"
            f" {waits} s, and deadline_seconds is {waits}"
        )
    ]


def test_it_finds_them_in_cron_workloads(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, cron(retries="5", deadline_seconds="60")) == [
        (
            "workloads.night.retries: is 5: the pauses between the attempts alone take 150 s, and"
            " deadline_seconds is 60"
        )
    ]


@pytest.mark.parametrize(
    ("retries", "deadline"), [("3", "31"), ("1", "1"), ("0", "1"), ("100", None)]
)
def test_it_passes_attempts_that_there_is_time_for(
    tmp_path: Path, retries: str, deadline: str | None
) -> None:
    assert finds(tmp_path, _RULE, job(retries=retries, deadline_seconds=deadline)) == []
