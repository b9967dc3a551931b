"""Every row of the catalogue's own files, whatever it is about."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from catalog.actions import ACCOUNT_WIDE_ACTIONS
from catalog.chart_rows import Chart, Installed
from catalog.charts import CHARTS, EKS_ADDONS
from catalog.kubernetes_features import KUBERNETES_FEATURES
from catalog.lifecycle import LIFECYCLE
from catalog.prices import PRICES
from catalog.read import Table
from catalog.regions import AWS_BALANCER_ZONES, AWS_REGIONS
from catalog.removed_apis import REMOVED_APIS
from catalog.retired_images import RETIRED_IMAGES
from catalog.rows import Row, Sourced
from catalog.shapes import EKS_POD_LIMITS, NODE_SHAPES, SPOT_INTERRUPTIONS

ROOT = Path(__file__).resolve().parents[2]
COMPILED = date(2026, 11, 27)
"""The day of the newest reading: move it when a row is renewed."""
TABLES = {
    table.place: table
    for table in (
        *(PRICES, NODE_SHAPES, EKS_POD_LIMITS, SPOT_INTERRUPTIONS),
        *(LIFECYCLE, REMOVED_APIS, CHARTS, EKS_ADDONS, AWS_REGIONS, AWS_BALANCER_ZONES),
        *(KUBERNETES_FEATURES, RETIRED_IMAGES, ACCOUNT_WIDE_ACTIONS),
    )
}
LOCAL_PATH = re.compile(r"(?<![\w:/.@)])(~|\.{1,2})?/\w")


def facts(row: Sourced) -> Iterator[Sourced]:
    """The row and the facts inside it that have a source of their own."""
    yield row
    if isinstance(row, Installed):
        yield from row.pods
    if isinstance(row, Chart) and row.crds is not None:
        yield row.crds


def lines(place: Path) -> int:
    return len(place.read_text("utf-8").splitlines()) - 1


def test_every_file_of_data_belongs_to_a_table() -> None:
    found = {str(path.relative_to(ROOT)) for path in (ROOT / "catalog/data").iterdir()}
    assert found == set(TABLES)


@pytest.mark.parametrize("place", TABLES)
def test_every_line_of_a_table_is_a_valid_row_with_a_key_of_its_own(place: str) -> None:
    path = ROOT / place
    written = lines(path) if path.is_file() else len(list(path.iterdir()))
    assert len(TABLES[place].rows) == written > 0


@pytest.mark.parametrize("place", TABLES)
def test_no_fact_was_read_after_the_newest_reading(place: str) -> None:
    late = [
        (row.key, fact.as_of)
        for row in TABLES[place].rows
        for fact in facts(row)
        if fact.as_of > COMPILED
    ]
    assert not late


def test_the_newest_reading_is_that_of_some_row() -> None:
    assert max(row.as_of for table in TABLES.values() for row in table.rows) == COMPILED


@pytest.mark.parametrize("place", TABLES)
def test_no_source_is_a_path_of_somebodys_machine(place: str) -> None:
    local = [
        fact.source
        for row in TABLES[place].rows
        for fact in facts(row)
        if LOCAL_PATH.search(fact.source)
    ]
    assert not local


@pytest.mark.parametrize("source", ["../notes.md", "see /home/x/y", "~/notes", "in ./notes"])
def test_a_path_of_somebodys_machine_is_recognised(source: str) -> None:
    assert LOCAL_PATH.search(source)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_row_is_found_under_its_key(table: Table[Row]) -> None:
    assert [table.get(*row.key) for row in table.rows] == list(table.rows)
