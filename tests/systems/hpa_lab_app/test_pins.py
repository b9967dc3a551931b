"""What the tests run is what the container runs."""

import re

from tests.systems.hpa_lab_app.folder import APP, CHECKOUT, development_pins, pins

DIRECT = pins((APP / "requirements.in").read_text(encoding="utf-8"))
LOCK_TEXT = (APP / "requirements.txt").read_text(encoding="utf-8")
LOCKED = pins(LOCK_TEXT)


def test_the_direct_dependencies_are_the_ones_that_plinth_tests_with() -> None:
    assert set(DIRECT) == {"fastapi", "uvicorn"}
    assert {name: development_pins()[name] for name in DIRECT} == DIRECT


def test_the_lock_holds_what_is_asked_for_and_nothing_in_another_version_than_the_tests() -> None:
    tested = pins((CHECKOUT / "requirements-dev.txt").read_text(encoding="utf-8"))
    assert {name: LOCKED[name] for name in DIRECT} == DIRECT
    assert {name: tested[name] for name in LOCKED} == LOCKED


def test_every_locked_package_has_a_hash() -> None:
    entries = re.split(r"\n(?=\w)", LOCK_TEXT)[1:]
    assert len(entries) == len(LOCKED)
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
