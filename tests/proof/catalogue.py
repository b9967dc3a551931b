"""A calendar of a test's own in place of the catalogue's."""

from pathlib import Path

import pytest

from catalog.read import Table
from catalog.rows import ProductVersion

_HEAD = "product,version,release,standard_support_end,extended_support_end,as_of,source,confidence"


def lifecycle(monkeypatch: pytest.MonkeyPatch, folder: Path, *rows: str) -> None:
    """Put these lines in place of catalog/data/lifecycle.csv for one test."""
    (folder / "lifecycle.csv").write_text("\n".join((_HEAD, *rows, "")))
    table = Table(ProductVersion, "lifecycle.csv", folder)
    monkeypatch.setattr("catalog.lifecycle.LIFECYCLE", table)
