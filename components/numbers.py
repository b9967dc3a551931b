"""Field types that YAML may hold as a number or as text: versions, percentages, counts."""

import re
from typing import Annotated, Final

from pydantic import Field, PlainValidator, WithJsonSchema

from components.fields import FieldError, TextRule

LARGEST_INT32: Final = 2**31 - 1
"""The largest number that Kubernetes' own counts and spans of seconds can hold."""
_PERCENT_RULE: Final = "must be a percentage from 1 to 100, such as 70"
_INT_OR_PERCENT_RULE: Final = "must be a whole number from 0 or a percentage, such as 1 or 25%"
_VERSION_RULE: Final = 'must be a version in quotes, such as "17", "8.1" or "1.35"'

Port = Annotated[int, Field(ge=1, le=65535, examples=[8080])]


def _percent(given: object) -> int:
    match given:
        case bool():
            pass
        case int() if 1 <= given <= 100:
            return given
        case str() if re.fullmatch(r"0{0,2}([1-9][0-9]?|100)%", given):
            return int(given.removesuffix("%"))
        case _:
            pass
    raise FieldError(_PERCENT_RULE, given).for_pydantic()


def _int_or_percent(given: object) -> int | str:
    match given:
        case bool():
            pass
        case int() if 0 <= given <= LARGEST_INT32:
            return given
        case str() if re.fullmatch(r"0{0,2}([0-9]{1,2}|100)%", given):
            return f"{int(given.removesuffix('%'))}%"
        case _:
            pass
    raise FieldError(_INT_OR_PERCENT_RULE, given).for_pydantic()


_VERSION: Final = TextRule(
    rule=_VERSION_RULE,
    pattern=r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}",
    examples=("17", "8.1", "1.35"),
    longest=14,
)


def _version(given: object) -> str:
    match given:
        case str():
            text = given
        case int() if not isinstance(given, bool):
            text = str(given)
        case _:
            # A float is past repair: an unquoted 1.30 has become 1.3 by now.
            raise FieldError(_VERSION_RULE, given).for_pydantic()
    try:
        return _VERSION.check(text)
    except FieldError as error:
        raise error.for_pydantic() from None


Percent = Annotated[
    int,
    PlainValidator(_percent),
    WithJsonSchema(
        {
            "description": "A percentage from 1 to 100: 70 or 70%.",
            "examples": [70],
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 100},
                {"type": "string", "pattern": r"^0{0,2}([1-9][0-9]?|100)%$"},
            ],
        }
    ),
]
IntOrPercent = Annotated[
    int | str,
    PlainValidator(_int_or_percent),
    WithJsonSchema(
        {
            "description": "A number of pods or a share of them: 1 or 25%.",
            "examples": [1, "25%"],
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": LARGEST_INT32},
                {"type": "string", "pattern": r"^0{0,2}([0-9]{1,2}|100)%$"},
            ],
        }
    ),
]
Version = Annotated[
    str,
    PlainValidator(_version),
    WithJsonSchema(
        {
            "description": 'A version in quotes: "17", "8.1", "1.35".',
            "examples": list(_VERSION.examples),
            "anyOf": [
                {"type": "string", "pattern": f"^{_VERSION.pattern}$"},
                {"type": "integer", "minimum": 0},
            ],
        }
    ),
]
