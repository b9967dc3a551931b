from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "probe-timeout-longer-than-period"


def _patch(kind: str, timeout: int) -> str:
    times = f"period_seconds: 5, timeout_seconds: {timeout}"
    return web(f"probes: {{{kind}: {{kind: tcp, port: http, {times}}}}}")


@pytest.mark.parametrize("kind", ["startup", "readiness", "liveness"])
def test_it_finds_probes_that_fall_behind(tmp_path: Path, kind: str) -> None:
    assert finds(tmp_path, _RULE, _patch(kind, 6)) == [
        f"workloads.web.probes.{kind}.timeout_seconds: is 6, and period_seconds is 5"
    ]


def test_it_passes_probes_that_keep_their_pace(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("readiness", 5)) == []
