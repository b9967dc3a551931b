"""Private files: modes, and what is left when writing goes wrong."""

import os
from pathlib import Path

import pytest

from engine.runner.files import make_private, write_private


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_folders_that_are_missing_are_made_for_this_user_only(tmp_path: Path):
    make_private(tmp_path / "a" / "b")
    assert [mode(tmp_path / "a"), mode(tmp_path / "a" / "b")] == [0o700, 0o700]


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path):
    (tmp_path / "a").mkdir(mode=0o755)
    make_private(tmp_path / "a" / "b")
    assert mode(tmp_path / "a") == 0o755


def test_a_file_is_for_this_user_only_even_if_another_was_there(tmp_path: Path):
    file = tmp_path / "file"
    file.write_text("old")
    file.chmod(0o644)
    write_private(file, b"new")
    assert (file.read_bytes(), mode(file)) == (b"new", 0o600)


def test_a_full_disk_leaves_the_old_content_and_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "file"
    write_private(file, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_private(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]
