"""Field types for points in time that come again."""

from collections.abc import Mapping
from typing import Annotated, Final

from components.fields import FieldError, TextRule

_MONTHS: Final = "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
_DAYS: Final = "sun", "mon", "tue", "wed", "thu", "fri", "sat"
_NOBODY: Final[Mapping[str, int]] = {}
_NAMES: Final = (
    _NOBODY,
    _NOBODY,
    _NOBODY,
    {name: number for number, name in enumerate(_MONTHS, start=1)},
    {name: number for number, name in enumerate(_DAYS)},
)
_BOUNDS: Final = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
_FIELDS: Final = ("minute", "hour", "day of the month", "month", "day of the week")
_RULE: Final = (
    "must be a cron schedule of five fields (minute, hour, day of the month, month, day of the"
    ' week), such as "30 2 * * 1-5"'
)


def _five_fields(text: str) -> str:
    fields = text.split()
    if len(fields) != len(_FIELDS):
        raise FieldError(f"{_RULE}; {len(fields)} fields are there", text)
    for position, field in enumerate(fields):
        for part in field.split(","):
            _check_part(part, position, text)
    return " ".join(fields)


def _check_part(part: str, position: int, text: str) -> None:
    span, slash, step = part.partition("/")
    if slash and (not step.isdigit() or int(step) == 0):
        raise FieldError(f"{_RULE}; the {_FIELDS[position]} has no step {step!r}", text)
    if span == "*":
        return
    first, dash, last = span.partition("-")
    low = _number(first, position, text)
    if dash and _number(last, position, text) < low:
        raise FieldError(f"{_RULE}; the {_FIELDS[position]} runs backwards in {span}", text)


def _number(word: str, position: int, text: str) -> int:
    low, high = _BOUNDS[position]
    number = int(word) if word.isdigit() else _NAMES[position].get(word.lower(), -1)
    if not low <= number <= high:
        sunday = "; Sunday is 0" if position == len(_FIELDS) - 1 and word == "7" else ""
        wrong = f"the {_FIELDS[position]} is {low} to {high}, not {word!r}{sunday}"
        raise FieldError(f"{_RULE}; {wrong}", text)
    return number


CronSchedule = Annotated[
    str,
    TextRule(
        rule=_RULE,
        pattern=r"[0-9A-Za-z*/,\- ]+",
        examples=("30 2 * * *", "*/15 8-18 * * mon-fri"),
        longest=200,
        refine=_five_fields,
    ),
]
TimeZone = Annotated[
    str,
    TextRule(
        rule="must be a time zone of the IANA data base, such as Europe/Berlin or Etc/UTC",
        pattern=r"[A-Z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*",
        examples=("Etc/UTC", "Europe/Berlin"),
        longest=64,
    ),
]
