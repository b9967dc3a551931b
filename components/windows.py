"""Times at which a cloud may work on a store: of each day, and of each week; in UTC."""

from collections.abc import Iterator
from typing import Annotated, Final

from components.fields import TextRule
from components.refusal import Refusal

_TIME: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY: Final = f"(?:{'|'.join(_DAYS)})"
_DAY_MINUTES: Final = 24 * 60
_WEEK_MINUTES: Final = 7 * _DAY_MINUTES

Window = Annotated[
    str,
    TextRule(
        rule="must be a time of the day in UTC from and to, such as 03:00-04:00",
        pattern=rf"{_TIME}-{_TIME}",
        examples=("03:00-04:00",),
        longest=11,
    ),
]
WeeklyWindow = Annotated[
    str,
    TextRule(
        rule="must be a time of the week in UTC from and to, such as sun:04:30-sun:05:30",
        pattern=rf"{_DAY}:{_TIME}-{_DAY}:{_TIME}",
        examples=("sun:04:30-sun:05:30",),
        longest=19,
    ),
]


def window_refusals(
    daily: Window, daily_path: tuple[str, ...], weekly: WeeklyWindow, shortest: int
) -> Iterator[Refusal]:
    """Yield what AWS refuses of the two windows of a store: too short, or at the same time.

    `shortest` is the fewest minutes of either.
    """
    for path, window in ((daily_path, daily), (("maintenance_window",), weekly)):
        minutes = _length(window)
        if minutes < shortest:
            message = f"must be at least {shortest} minutes long, got {minutes} ({window})"
            yield Refusal(path, message)
    if _overlap(daily, weekly):
        message = f"must not overlap {'.'.join(daily_path)} ({daily}), says AWS, got {weekly}"
        yield Refusal(("maintenance_window",), message)


def _length(window: str) -> int:
    begin, end = _bounds(window)
    return (end - begin) % (_WEEK_MINUTES if window[0].isalpha() else _DAY_MINUTES)


def _overlap(daily: Window, weekly: WeeklyWindow) -> bool:
    begin, _ = _bounds(weekly)
    daily_begin, _ = _bounds(daily)
    busy = {(begin + minute) % _DAY_MINUTES for minute in range(_length(weekly))}
    return any((daily_begin + minute) % _DAY_MINUTES in busy for minute in range(_length(daily)))


def _bounds(window: str) -> tuple[int, int]:
    begin, _, end = window.partition("-")
    return _minute(begin), _minute(end)


def _minute(moment: str) -> int:
    """Return the minute of the day, or of the week where a day is named."""
    *day, hours, minutes = moment.split(":")
    days = _DAYS.index(day[0]) if day else 0
    return (days * 24 + int(hours)) * 60 + int(minutes)
