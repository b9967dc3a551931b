"""Broken YAML, told in plain words with the line."""

from pathlib import Path

import pytest

from stacks.reading.problems import StackFileError
from stacks.reading.yaml_nodes import compose, read_text

FILE = Path("Pulumi.prod.yaml")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\n\tb: 2\n", 2, "a tab (YAML is indented with spaces), in this line: b: 2"),
        ("a: b: c\n", 1, "a ':' in the wrong place (check the indentation, or quote the text)"),
        ("a: 1\n  b: 2\n", 2, "a ':' in the wrong place"),
        ("a: [1,\nb: 2\n", 2, "the closing ']' is missing"),
        ("a: {b: 1\n", 1, "a ',' or the closing '}' is missing, in this line: a: {b: 1"),
        ("- a\nb: 1\n", 2, "the indentation does not fit the lines above"),
        ("a: @x\n", 1, "a value cannot begin with @; quote it, in this line: a: @x"),
        ("a: *nope\n", 1, "*nope is used, but nothing before it is marked &nope"),
        ("a: 'x\n\ny\n", 3, "a quote is opened and never closed (begun on line 1)"),
        ("a: 1\n---\nb: 2\n", 2, "one file holds one document"),
        ("a: \x01\n", 0, "is not YAML: "),
        ('b: 1\na: "\\ud800"\n', 2, r"an escape from \ud800 to \udfff is no character"),
        ('b: 1\n"\\udfff": 1\n', 2, r"an escape from \ud800 to \udfff is no character"),
        ("[" * 900, 0, "is nested too deeply"),
    ],
)
def test_broken_yaml_names_the_line_and_the_cause(text: str, line: int, words: str):
    with pytest.raises(StackFileError) as caught:
        compose(FILE, text)
    (problem,) = caught.value.problems
    assert problem.origin.line == line
    assert words in problem.message
    assert "\n" not in problem.message


def test_a_line_that_looks_secret_is_not_repeated():
    with pytest.raises(StackFileError) as caught:
        compose(FILE, "db_password: hunter2: x\n")
    assert "hunter2" not in str(caught.value)


def test_missing_files_folders_and_other_encodings_are_named(tmp_path: Path):
    (tmp_path / "latin.yaml").write_bytes("a: é\n".encode("latin-1"))
    for file, words in [
        (tmp_path / "none.yaml", "there is no such file"),
        (tmp_path, "it is a folder, not a file"),
        (tmp_path / "latin.yaml", "it is not UTF-8 text (byte 4); save it as UTF-8"),
    ]:
        with pytest.raises(StackFileError) as caught:
            read_text(file)
        assert words in str(caught.value)


def test_a_byte_order_mark_is_ignored(tmp_path: Path):
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_text(file) == "a: 1\n"
