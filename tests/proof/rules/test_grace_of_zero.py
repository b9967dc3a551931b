from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "grace-of-zero"


def test_it_finds_pods_that_are_killed_at_once(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("grace_seconds: 0")) == [
        "workloads.web.grace_seconds: is 0: the pods are killed without being told to stop"
    ]


def test_it_passes_a_second(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("grace_seconds: 1")) == []
