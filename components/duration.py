"""Spans of time, written with their unit."""

import re
from functools import total_ordering
from typing import Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from components.fields import FieldError

# Hours, minutes and seconds only: what Go's time.ParseDuration reads too, so the text can be
# handed on to charts and controllers as it stands.
_PATTERN: Final = r"(?=[0-9])(?:([0-9]{1,6})h)?(?:([0-9]{1,8})m)?(?:([0-9]{1,9})s)?"
_RULE: Final = "must be a duration with its unit, such as 90s, 5m or 1h30m"


@total_ordering
class Duration:
    """A span of time in whole seconds: the text as written and its length.

    Equality, order and hash go by length. Raises FieldError for anything but hours, minutes and
    seconds in that order; a bare number is refused because its unit would be a guess.
    """

    __slots__ = ("_seconds", "_text")

    def __init__(self, text: str) -> None:
        match = re.fullmatch(_PATTERN, text, re.ASCII)
        if match is None:
            raise FieldError(_RULE, text)
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        self._text = text
        self._seconds = hours * 3600 + minutes * 60 + seconds

    @property
    def seconds(self) -> int:
        """The length in seconds."""
        return self._seconds

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Duration({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return self._seconds == other._seconds if isinstance(other, Duration) else NotImplemented

    def __lt__(self, other: "Duration") -> bool:
        return self._seconds < other._seconds

    def __hash__(self) -> int:
        return hash(self._seconds)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _from_input, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "pattern": f"^{_PATTERN}$",
            "description": "A duration with its unit: 90s, 5m, 1h30m.",
            "examples": ["90s", "5m", "1h30m"],
        }


def _from_input(given: object) -> Duration:
    if isinstance(given, Duration):
        return given
    if not isinstance(given, str):
        raise FieldError(_RULE, given).for_pydantic()
    try:
        return Duration(given)
    except FieldError as error:
        raise error.for_pydantic() from None
