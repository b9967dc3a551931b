"""Golden files: text that must only change on purpose, one file a name in `tests/golden/`."""

import difflib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
UPDATE = "--update-golden"


def golden(name: str, text: str, request: pytest.FixtureRequest) -> None:
    """Compare `text` with `tests/golden/NAME.txt`; raises AssertionError with the difference."""
    update = request.config.getoption(UPDATE) is True
    compare(FOLDER / f"{name}.txt", text, update=update)


def compare(path: Path, text: str, *, update: bool) -> None:
    """Compare or, with `update`, rewrite; the text ends with one newline in the file."""
    text = text.rstrip("\n") + "\n"
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if before == text:
        return
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    raise AssertionError(_missing(path) if before is None else _changed(path, before, text))


def _missing(path: Path) -> str:
    return f"there is no {path.name} yet; write it with `pytest {UPDATE}`, read it, commit it"


def _changed(path: Path, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), path.name, "this run", lineterm="", n=1
    )
    diff = "\n".join(lines)
    return (
        f"{path.name} changed. A line that leaves is a resource replaced or deleted in"
        " production: if it only moved, give the component an alias (FORMERLY)."
        f" If it is meant, run `pytest {UPDATE}` and commit the file.\n{diff}"
    )
