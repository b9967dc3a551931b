from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "missing-liveness"


def test_it_finds_a_web_that_may_hang(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("probes: {liveness: null}")) == [
        "workloads.web.probes.liveness: is missing: a pod that hangs is not started anew"
    ]


def test_it_passes_liveness_alone(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("probes: {readiness: null}")) == []
