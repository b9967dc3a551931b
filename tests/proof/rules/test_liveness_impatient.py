from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "liveness-impatient"


def _patch(probe: str, threshold: int) -> str:
    times = f"failure_threshold: {threshold}, timeout_seconds: 2"
    return web(f"probes: {{{probe}: {{{times}}}}}")


def test_it_finds_a_restart_for_one_late_answer(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("liveness", 1)) == [
        (
            "workloads.web.probes.liveness.failure_threshold: is 1: one answer that takes over 2 s"
            " is enough"
        )
    ]


def test_it_passes_a_second_chance_and_other_probes(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("liveness", 2)) == []
    assert finds(tmp_path, _RULE, _patch("readiness", 1)) == []
