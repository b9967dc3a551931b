from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "vpa-mode-auto-deprecated"


def test_it_finds_auto(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("vpa: {mode: Auto}")) == [
        "workloads.web.vpa.mode: is Auto, a deprecated name of Recreate"
    ]


def test_it_passes_recreate(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("vpa: {mode: Recreate}")) == []
