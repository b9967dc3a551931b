"""When a cron schedule comes, by the rules of Kubernetes and KEDA; clock changes are left out."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

_MONTHS: Final = "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
_WEEKDAYS: Final = "sun", "mon", "tue", "wed", "thu", "fri", "sat"
_NAMES: Final[Mapping[str, int]] = {
    **{name: number for number, name in enumerate(_MONTHS, start=1)},
    **{name: number for number, name in enumerate(_WEEKDAYS)},
}
_BOUNDS: Final = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
_ANY: Final = frozenset({"*", "*/1"})
_DAY_MINUTES: Final = 24 * 60
_FIRST: Final = date(2023, 1, 1)
_NINE_YEARS: Final = 9 * 366
"""In so many days every schedule comes twice, one for 29 February as well."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crontab:
    """The times of a schedule of five fields."""

    minutes: Set[int]
    hours: Set[int]
    days: Set[int]
    months: Set[int]
    weekdays: Set[int]
    """Sunday is 0."""
    either: bool
    """Whether a day of the month or a day of the week is enough: when neither field is a star."""

    @classmethod
    def of(cls, schedule: str) -> "Crontab":
        """Return the times of a schedule that a spec has accepted."""
        fields = schedule.split()
        sets = [_values(field, *bounds) for field, bounds in zip(fields, _BOUNDS, strict=True)]
        minutes, hours, days, months, weekdays = sets
        stars = [bool(_ANY.intersection(fields[place].split(","))) for place in (2, 4)]
        return cls(
            minutes=minutes,
            hours=hours,
            days=days,
            months=months,
            weekdays=weekdays,
            either=not any(stars),
        )

    def comes_on(self, day: date) -> bool:
        """Say whether it comes on that day."""
        fits = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return day.month in self.months and (any(fits) if self.either else all(fits))

    def comes_at_all(self) -> bool:
        """Say whether there is a day on which it comes."""
        return any(self.comes_on(_FIRST + timedelta(days=n)) for n in range(_NINE_YEARS))

    def shortest_gap(self) -> int | None:
        """Return the fewest minutes between two times; none if it never comes."""
        days = [n for n in range(_NINE_YEARS) if self.comes_on(_FIRST + timedelta(days=n))]
        if not days:
            return None
        times = sorted(hour * 60 + minute for hour in self.hours for minute in self.minutes)
        apart = min(later - earlier for earlier, later in pairwise(days))
        over_night = apart * _DAY_MINUTES - times[-1] + times[0]
        return min([over_night, *(later - earlier for earlier, later in pairwise(times))])


def _values(field: str, low: int, high: int) -> frozenset[int]:
    return frozenset(value for part in field.split(",") for value in _part(part, low, high))


def _part(part: str, low: int, high: int) -> range:
    span, slash, step = part.partition("/")
    first, dash, last = span.partition("-")
    start = low if span == "*" else _number(first)
    end = _number(last) if dash else high if slash or span == "*" else start
    return range(start, end + 1, int(step or 1))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NAMES[word.lower()]
