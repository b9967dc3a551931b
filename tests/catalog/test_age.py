"""A row wants another look when half a year has passed."""

from datetime import date

import pytest

from catalog.age import stale
from catalog.rows import Sourced

ROW = Sourced(as_of=date(2026, 1, 1), source="a page that was read", confidence="confirmed")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), False),
        (date(2026, 6, 30), False),  # day 180
        (date(2026, 7, 1), True),  # day 181
        (date(2027, 1, 1), True),
    ],
)
def test_a_row_is_stale_from_the_181st_day_on(today: date, expected: bool) -> None:
    assert stale(ROW, today) is expected
