from pathlib import Path

from tests.proof.kit import finds, job

_RULE = "job-without-deadline"


def test_it_finds_jobs_without_an_end(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, job(deadline_seconds=None)) == [
        "workloads.once.deadline_seconds: is missing: a job that hangs never fails"
    ]


def test_it_passes_a_deadline(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, job()) == []
