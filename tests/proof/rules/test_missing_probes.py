from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "missing-probes"


def test_it_finds_a_web_that_is_never_asked(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("probes: {readiness: null}")) == [
        (
            "workloads.web.probes.readiness: is missing: a pod gets requests as soon as its"
            " container runs"
        )
    ]


def test_it_passes_readiness_alone(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("probes: {liveness: null}")) == []
