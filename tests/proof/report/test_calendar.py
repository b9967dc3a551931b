from datetime import date

import pytest

from catalog.rows import Confidence, ProductVersion
from proof.lifecycle import Dated, State
from proof.report.calendar import lines

_ON = date(2026, 11, 21)


def _dated(
    version: str, state: State, ends: date | None = None, confidence: Confidence = "confirmed"
) -> Dated:
    fact = ProductVersion(
        product="shop",
        version=version,
        as_of=date(2026, 11, 1),
        source="read somewhere",
        confidence=confidence,
    )
    return Dated(
        title="Shop",
        product="shop",
        version=version,
        path=("shop", "version"),
        state=state,
        ends=ends,
        fact=None if state == "unknown" else fact,
    )


_FINE = _dated("3", "fine", date(2028, 1, 1))
_UNDATED = _dated("10.1", "undated")


def test_the_table_says_what_each_day_means() -> None:
    table = [
        _dated("1", "ended", date(2026, 11, 20)),
        _dated("2", "ending", date(2027, 1, 1), "memory"),
        _dated("2.1", "ending", _ON),
        _FINE,
        _UNDATED,
        _dated("99", "unknown"),
    ]

    assert list(lines(table, _ON, "if_needed")) == [
        "",
        "when support ends, seen from 2026-11-21",
        "    Shop 1     2026-11-20  ended 1 day ago",
        "    Shop 2     2027-01-01  ends in 41 days (an assumption)",
        "    Shop 2.1   2026-11-21  ends today",
        "    Shop 3     2028-01-01  fine",
        "    Shop 10.1  -           no day is known",
        "    Shop 99    -           not in the catalogue",
    ]


def test_what_there_is_twice_is_told_once() -> None:
    assert len(list(lines([_FINE, _FINE], _ON, "always"))) == 3


@pytest.mark.parametrize("calm", [[_FINE], [_UNDATED]])
def test_a_calm_table_is_left_out_unless_it_is_asked_for(calm: list[Dated]) -> None:
    assert list(lines(calm, _ON, "if_needed")) == []
    assert len(list(lines(calm, _ON, "always"))) == 3
