from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "vpa-modes-contradict"


def test_it_finds_a_mode_that_the_containers_forbid(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web('vpa: {mode: Recreate, containers: "Off"}')) == [
        "workloads.web.vpa.containers: is Off, and mode Recreate is there to change the pods"
    ]


@pytest.mark.parametrize("vpa", ['{mode: "Off", containers: "Off"}', "{mode: Recreate}", "{}"])
def test_it_passes_modes_that_agree(tmp_path: Path, vpa: str) -> None:
    assert finds(tmp_path, _RULE, web(f"vpa: {vpa}")) == []
