"""The README of every system names only what is there, and leaves no fact without an answer."""

import pytest

from cli.target import CHECKOUT
from tests.shipped import RUNNABLE, resolved, the
from tests.systems.readme import Row, exists, paths_in, rows

ASKED = "What was asked, and what became of it"
TABLES = (
    ("gpx-tracker", ASKED),
    ("gpx-tracker", "The eight questions"),
    ("hpa-lab", ASKED),
    ("hpa-lab", "The improvements that the text lists"),
    ("multimodal-ai", ASKED),
)
SYSTEMS = tuple(dict.fromkeys(system for system, _ in TABLES))
EVERY_ROW = pytest.mark.parametrize(
    ("system", "row"),
    [
        pytest.param(system, row, id=f"{system}: {row.asked}")
        for system, heading in TABLES
        for row in rows(CHECKOUT / "systems" / system / "README.md", heading)
    ],
)
EVERY_SYSTEM = pytest.mark.parametrize("system", SYSTEMS)
BRINGERS = (
    "with the observability add-ons",
    "with the backup component",
    "with the delivery component",
    "with the scaling simulation",
    "with the drivers of other local clusters",
    "with the clouds",
)
SPECS = {system: resolved(the(f"{system}/dev")).spec.model_dump(mode="json") for system in SYSTEMS}


def text_of(system: str) -> str:
    return (CHECKOUT / "systems" / system / "README.md").read_text(encoding="utf-8")


def test_every_system_that_runs_has_its_tables() -> None:
    systems = {target.folder.name for target in RUNNABLE if target.folder != CHECKOUT}
    assert systems == set(SYSTEMS)


@EVERY_ROW
def test_a_row_names_only_fields_that_are_there(system: str, row: Row) -> None:
    assert row.fields, "a row says which field it is about"
    assert [path for path in row.fields if not exists(path, SPECS[system])] == []


@EVERY_ROW
def test_a_row_says_what_became_of_it_or_what_will_bring_it(system: str, row: Row) -> None:
    assert row.answer or row.not_yet, system
    assert not row.not_yet or row.not_yet.endswith(BRINGERS)


@EVERY_SYSTEM
def test_the_prose_names_only_fields_that_are_there(system: str) -> None:
    named = paths_in(text_of(system))
    assert [path for path in named if not exists(path, SPECS[system])] == []
    assert any(path.endswith(".user") for path in named)


@EVERY_SYSTEM
def test_it_names_each_stack_file_of_its_folder(system: str) -> None:
    files = sorted(file.name for file in (CHECKOUT / "systems" / system).glob("*.yaml"))
    told = {*files} - {"Pulumi.yaml"}
    assert {file for file in told if f"| `{file}` |" not in text_of(system)} == set()


def test_every_bringer_is_still_waited_for() -> None:
    waited = [
        row.not_yet
        for system, heading in TABLES
        for row in rows(CHECKOUT / "systems" / system / "README.md", heading)
    ]
    assert {each for each in BRINGERS if not any(w.endswith(each) for w in waited)} == set()


def test_the_front_page_leads_to_every_system() -> None:
    front = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert {s for s in SYSTEMS if f"(systems/{s}/README.md)" not in front} == set()
