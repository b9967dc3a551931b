"""A golden file changes only on purpose."""

from pathlib import Path

import pytest

from tests.golden import compare


def test_the_same_text_passes_and_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "urns.txt"
    path.write_text("a\nb\n")
    compare(path, "a\nb", update=False)
    assert path.read_text() == "a\nb\n"


def test_a_line_that_leaves_is_shown_and_explained(tmp_path: Path) -> None:
    path = tmp_path / "urns.txt"
    path.write_text("a\nb\n")
    with pytest.raises(AssertionError, match=r"(?s)replaced or deleted in production.*\n-b\n\+c$"):
        compare(path, "a\nc\n", update=False)
    assert path.read_text() == "a\nb\n", "a comparison must not rewrite"


def test_a_missing_file_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"there is no urns.txt yet"):
        compare(tmp_path / "urns.txt", "a\n", update=False)


def test_an_update_writes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "golden" / "urns.txt"
    compare(path, "a\nb", update=True)
    assert path.read_text() == "a\nb\n"
