from pathlib import PurePosixPath

import pytest

from proof.sqlite import sqlite_file, sqlite_files


@pytest.mark.parametrize(
    "setting",
    [
        "/data/app.db",
        "sqlite:/data/app.db",
        "sqlite:///data/app.db",
        "sqlite:////data/app.db",
        "sqlite+aiosqlite:////data/app.db?timeout=5",
        "sqlite3:///data/app.db#x",
        "jdbc:sqlite:/data/app.db",
        "file:/data/app.db?mode=rwc",
        "file:///data/app.db",
    ],
)
def test_addresses_and_paths_name_a_file(setting: str) -> None:
    assert sqlite_file(setting) == PurePosixPath("/data/app.db")


@pytest.mark.parametrize("file", ["/data/a.sqlite", "/data/a.SQLite3", "/data/a.db3"])
def test_files_are_known_by_their_endings(file: str) -> None:
    assert sqlite_file(file) == PurePosixPath(file)


def test_an_address_of_sqlite_may_name_any_file() -> None:
    assert sqlite_file("sqlite:////data/store") == PurePosixPath("/data/store")


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "app.db",
        "sqlite://",
        "sqlite:///:memory:",
        "file:/data/settings.json",
        "/data/app.dbx",
        "postgresql://host/main.db",
        "https://example.org/app.db",
    ],
)
def test_all_else_names_none(setting: str) -> None:
    assert sqlite_file(setting) is None


def test_a_file_is_told_with_the_first_setting_that_names_it() -> None:
    settings = {"A": "x", "B": "/data/app.db", "C": "sqlite:////data/app.db"}

    assert sqlite_files(settings) == {PurePosixPath("/data/app.db"): "B"}
