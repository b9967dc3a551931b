"""The README of the application tells each setting as it is, and only commands that work."""

import shlex

import load
from main import Settings
from tests.systems.hpa_lab_app.folder import APP
from tests.systems.hpa_lab_app.image import command

README = (APP / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_there_with_its_default() -> None:
    rows = [line.split("|")[1:3] for line in README.splitlines() if line.startswith("| `L")]
    rows += [line.split("|")[1:3] for line in README.splitlines() if line.startswith("| `S")]
    told = {name.strip(" `"): default.strip() for name, default in rows}
    defaults = {name.upper(): value for name, value in Settings().model_dump().items()}
    assert told == {name: f"{value}" for name, value in defaults.items()}


def test_the_load_that_it_shows_is_one_that_can_be_given() -> None:
    (line,) = [line for line in README.splitlines() if line.startswith("    python3 load.py")]
    given = load.parser().parse_args(shlex.split(line)[2:])
    assert load.target_of(given.url, allow_remote=given.allow_remote).port == 8000
    assert f"{given.rate * given.cpu_seconds:g} here" in README


def test_it_starts_the_same_application_as_the_image() -> None:
    factory = command()[command().index("--factory") + 1]
    assert f"uvicorn --factory {factory}" in README
    assert "--no-access-log" in README
