from pathlib import Path

from tests.proof.kit import finds, job

_RULE = "job-idle-parallelism"


def test_it_finds_pods_without_work(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, job(completions="2", parallelism="5")) == [
        "workloads.once.parallelism: is 5, and completions is 2"
    ]


def test_it_passes_work_for_all(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, job(completions="5", parallelism="5")) == []
