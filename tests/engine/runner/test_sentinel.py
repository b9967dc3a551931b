"""The search for leaked secrets finds them: otherwise its silence says nothing."""

import base64
import gzip
import json
from pathlib import Path

import pytest

from tests.engine.runner.sentinel import leaks

VALUE = 'sentinel "4711"\n'


@pytest.mark.parametrize(
    "text",
    [
        f"x{VALUE}y",
        json.dumps({"a": VALUE}),
        json.dumps({"a": json.dumps({"b": VALUE})}),
        base64.b64encode(VALUE.encode()).decode(),
        base64.b64encode(f"key={VALUE} and more".encode()).decode(),
        VALUE.strip(),
        "sentinel%20%224711%22",
    ],
    ids=["plain", "json", "json in json", "base64", "inside base64", "stripped", "url"],
)
def test_a_leak_is_found_in_every_form(tmp_path: Path, text: str):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_text(f"before {text} after")
    assert leaks(VALUE, tmp_path)
    assert leaks(VALUE, text)


def test_a_leak_is_found_in_a_packed_file(tmp_path: Path):
    (tmp_path / "log").write_bytes(gzip.compress(VALUE.encode()))
    assert leaks(VALUE, tmp_path)


def test_a_leak_is_found_in_a_name(tmp_path: Path):
    (tmp_path / VALUE.strip()).touch()
    assert leaks(VALUE, tmp_path)


def test_without_a_leak_nothing_is_found(tmp_path: Path):
    (tmp_path / "file").write_text("sentinel 4711")
    assert leaks(VALUE, tmp_path, "nothing here") == []
