"""The engine's state folder is tidied while no engine works in it."""

from pathlib import Path

import pytest

from engine.runner import backend


def made(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_killed_engines_left_half_written_is_removed_and_the_state_is_not(tmp_path: Path):
    stacks = tmp_path / ".pulumi" / "stacks" / "shop"
    made(stacks, "dev.json", "dev.json.bak", "dev.json.attrs", "dev.json.18e9f3361c19fbb8.tmp")
    backend.tidy(tmp_path)
    assert names(stacks) == {"dev.json", "dev.json.bak"}


@pytest.mark.parametrize("kind", ["backups", "history"])
def test_the_newest_backups_and_histories_are_kept(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backend, "KEPT", 2)
    folder = tmp_path / ".pulumi" / kind / "shop" / "dev"
    made(folder, *(f"dev.{time}.json" for time in (1795233430, 1795233410, 1795233420)))
    backend.tidy(tmp_path)
    assert names(folder) == {"dev.1795233420.json", "dev.1795233430.json"}


def test_there_is_nothing_to_tidy_before_the_first_run(tmp_path: Path):
    backend.tidy(tmp_path / "none")
    assert not (tmp_path / "none").exists()
