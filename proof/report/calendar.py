"""The calendar of a stack as a short table."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal

from proof.lifecycle import Dated, apart

Showing = Literal["if_needed", "always"]
"""Whether the table is left out when nothing in it ends soon."""
_INDENT: Final = "    "
_NO_DAY: Final = "-"
_CALM: Final = ("fine", "undated")


def lines(calendar: Sequence[Dated], on: date, showing: Showing) -> Iterator[str]:
    """Yield the table: what there is, the last day of its support, and what that means."""
    if showing == "if_needed" and all(each.state in _CALM for each in calendar):
        return
    rows = list(dict.fromkeys((each.name, _day(each), _meaning(each, on)) for each in calendar))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    yield ""
    yield f"when support ends, seen from {on}"
    for name, day, meaning in rows:
        yield f"{_INDENT}{name:<{widths[0]}}  {day:<{widths[1]}}  {meaning}"


def _day(each: Dated) -> str:
    return each.ends.isoformat() if each.ends is not None else _NO_DAY


def _meaning(each: Dated, on: date) -> str:
    assumed = each.fact is not None and each.fact.confidence == "memory"
    return f"{_state(each, on)}{' (an assumption)' if assumed else ''}"


def _state(each: Dated, on: date) -> str:
    ends = each.ends or on
    match each.state:
        case "ended":
            return f"ended {apart(ends, on)} ago"
        case "ending":
            return f"ends in {apart(on, ends)}" if ends > on else "ends today"
        case "fine":
            return "fine"
        case "undated":
            return "no day is known"
        case "unknown":
            return "not in the catalogue"
