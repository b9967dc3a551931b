"""When a row wants another look."""

from datetime import date, timedelta
from typing import Final

from catalog.rows import Sourced

FRESH_FOR: Final = timedelta(days=180)


def stale(row: Sourced, today: date) -> bool:
    """Whether the row was read more than 180 days before this day."""
    return today - row.as_of > FRESH_FOR
