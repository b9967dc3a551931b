"""The reader of README tables finds what is wrong in them."""

from pathlib import Path

import pytest

from tests.systems.readme import Row, exists, keys, paths_in, rows

SPEC = {"workloads": {"api": {"env": {"a.b": None}, "calls": ["x"], "image": "text"}}}
HEAD = "# Title\n\n## Facts\n\n| Asked | Changed | Field | Not yet |\n|---|---|---|---|\n"


def table(folder: Path, *lines: str) -> tuple[Row, ...]:
    readme = folder / "README.md"
    readme.write_text(HEAD + "\n".join(lines) + "\n\n## Other\n\n| a | b | c | d |\n")
    return rows(readme, "Facts")


def test_a_row_is_read_with_its_paths_and_without_dashes(tmp_path: Path) -> None:
    assert table(tmp_path, "| x | As asked. | `a.b`, `c` | - |", "| y | - | - | later |") == (
        Row(asked="x", answer="As asked.", fields=("a.b", "c"), not_yet=""),
        Row(asked="y", answer="", fields=(), not_yet="later"),
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("| x | y | `a` |", "3 cells instead of 4"),
        ("| x | y | a.b | - |", "holds more than paths: a.b"),
        ("| x | y | see `a.b` | - |", "holds more than paths"),
    ],
)
def test_a_malformed_row_is_refused(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        table(tmp_path, line)


def test_a_missing_heading_is_refused(tmp_path: Path) -> None:
    table(tmp_path)
    with pytest.raises(ValueError, match="no heading 'Answers'"):
        rows(tmp_path / "README.md", "Answers")


def test_keys_of_a_path() -> None:
    assert keys('a.b-c[1]."route.gpx"') == ("a", "b-c", 1, "route.gpx")


@pytest.mark.parametrize("path", ["a..b", "a.b/c", "a.[x]", ""])
def test_what_is_no_path_is_refused(path: str) -> None:
    if path:
        with pytest.raises(ValueError, match="no YAML path"):
            keys(path)
    else:
        assert keys(path) == ()


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ('workloads.api.env."a.b"', True),
        ("workloads.api.calls[0]", True),
        ("workloads.api.calls[1]", False),
        ("workloads.api.calls.first", False),
        ("workloads.web", False),
        ("workloads.api.image.tag", False),
        ("workloads.api.image[0]", False),
    ],
)
def test_a_path_exists_or_not(path: str, found: bool) -> None:
    assert exists(path, SPEC) == found


def test_paths_are_found_in_text() -> None:
    text = "Set `workloads.api.image`, not `GPS_API_KEY` nor `spec.updateMode` nor `labels`."
    assert paths_in(text) == ("workloads.api.image",)
