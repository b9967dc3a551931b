"""SQLite files, as settings name them."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

_ADDRESS: Final = re.compile(
    r"(?:jdbc:)?(?:sqlite3?(?:\+\w+)?|file):/*(?P<path>/[^/:?#][^?#]*)", re.I
)
_FILE: Final = re.compile(r"/[^?#]*\.(?:db3?|sqlite3?)", re.I)


def sqlite_file(setting: str) -> PurePosixPath | None:
    """Return the SQLite file that a setting names by its whole path; none if it names no such.

    Addresses differ in their number of slashes, /data/x.db is meant by all of them; file: is an
    address of SQLite only if the file is called like one.
    """
    address = _ADDRESS.fullmatch(setting.partition("?")[0].partition("#")[0])
    path = address["path"] if address is not None else setting
    named_so = _FILE.fullmatch(path) is not None
    says_so = address is not None and not setting.lower().startswith("file:")
    return PurePosixPath(path) if named_so or says_so else None


def sqlite_files(settings: Mapping[str, str]) -> dict[PurePosixPath, str]:
    """Return the SQLite files that the settings name, each with the first setting that does."""
    found: dict[PurePosixPath, str] = {}
    for name, value in settings.items():
        file = sqlite_file(value)
        if file is not None:
            found.setdefault(file, name)
    return found
