"""The tests get the tools that can be had, and whoever runs them hears of the others."""

from pathlib import Path

import pytest

from cli.testing import LOTS, gather

JUDGES = ("kube-score", "kubeconform", "checkov")


def given(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        (folder / name).touch(mode=0o755)
    return folder


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Where the tools are to be found afterwards."""
    return given(tmp_path / "linked")


def test_a_lot_that_cannot_be_had_leaves_the_others(
    tmp_path: Path,
    linked: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = given(tmp_path / "given", *JUDGES)
    monkeypatch.setenv("PLINTH_TOOLS", str(folder))
    assert gather(LOTS, linked)
    assert {path.name: path.readlink() for path in linked.iterdir()} == {
        name: folder / name for name in JUDGES
    }
    told = capsys.readouterr().err
    assert "to be skipped: tests that need a real cluster" in told
    assert told.count("to be skipped") == 1


def test_without_any_tool_there_is_no_folder_of_tools(
    tmp_path: Path,
    linked: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PLINTH_TOOLS", str(given(tmp_path / "given")))
    assert not gather(LOTS, linked)
    assert capsys.readouterr().err.count("to be skipped") == len(LOTS)
