from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "liveness-before-start"


def _patch(delay: int, **probes: str) -> str:
    named = {"readiness": f"initial_delay_seconds: {delay}", **probes}
    given = (f"{name}: {{kind: tcp, port: http, {times}}}" for name, times in named.items())
    return web(f"probes: {{{', '.join(given)}}}")


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        (
            _patch(60, liveness="initial_delay_seconds: 5"),
            "liveness: gives up after 25 s, and readiness is not asked before 60 s",
        ),
        (
            _patch(60, startup="period_seconds: 5, failure_threshold: 12"),
            "startup: gives up after 55 s, and readiness is not asked before 60 s",
        ),
    ],
)
def test_it_finds_probes_that_give_up_too_soon(tmp_path: Path, patch: str, said: str) -> None:
    assert finds(tmp_path, _RULE, patch) == [f"workloads.web.probes.{said}"]


@pytest.mark.parametrize(
    "patch",
    [
        _patch(25, liveness="initial_delay_seconds: 5"),
        _patch(60, startup="failure_threshold: 7", liveness="initial_delay_seconds: 5"),
        web("probes: {readiness: null, liveness: {failure_threshold: 1}}"),
        web("probes: {liveness: null}"),
    ],
)
def test_it_passes_probes_that_wait(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []
