"""Kubernetes quantities as exact decimals."""

import re
from decimal import ROUND_CEILING, Context, Decimal, localcontext
from functools import total_ordering
from typing import Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from components.fields import FieldError

# The grammar is Kubernetes' own (apimachinery/pkg/api/resource/quantity.go).
_GRAMMAR: Final = re.compile(
    r"\+?(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"(?:(?P<suffix>[numkMGTPE]|[KMGTPE]i)|[eE](?P<exponent>[+-]?[0-9]{1,2}))?"
)
# The same for readers of JSON schema, where groups have no names.
_SCHEMA_PATTERN: Final = (
    r"^\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?$"
)
_FACTORS: Final = {
    "n": Decimal("1e-9"),
    "u": Decimal("1e-6"),
    "m": Decimal("1e-3"),
    **{suffix: Decimal(1000) ** power for power, suffix in enumerate("kMGTPE", start=1)},
    **{f"{suffix}i": Decimal(1024) ** power for power, suffix in enumerate("KMGTPE", start=1)},
}
_LARGEST: Final = Decimal(2**63 - 1)
_LONGEST: Final = 40
_EXACT: Final = Context(prec=120)
_RULE: Final = "must be a Kubernetes quantity, such as 500m, 2 or 256Mi"


@total_ordering
class Quantity:
    """An amount of CPU, memory or storage: the text as written and its exact value.

    Equality, order and hash go by value: Quantity("1000m") == Quantity("1").
    Raises FieldError for text Kubernetes would refuse, negative amounts, and more than 2**63 - 1.
    """

    __slots__ = ("_text", "_value")

    def __init__(self, text: str) -> None:
        match = _GRAMMAR.fullmatch(text) if len(text) <= _LONGEST else None
        if match is None:
            raise FieldError(_RULE, text)
        with localcontext(_EXACT):
            value = Decimal(match["number"])
            if match["suffix"]:
                value *= _FACTORS[match["suffix"]]
            elif match["exponent"]:
                value = value.scaleb(int(match["exponent"]))
        if value > _LARGEST:
            raise FieldError("must be at most 2^63-1, the most Kubernetes can count", text)
        self._text = text
        self._value = value

    @property
    def value(self) -> Decimal:
        """The exact amount: cores, or bytes."""
        return self._value

    @property
    def milli(self) -> int:
        """Thousandths (of a core), rounded up as Kubernetes does."""
        return self._in(Decimal("0.001"))

    @property
    def mebibytes(self) -> int:
        """MiB, rounded up."""
        return self._in(_FACTORS["Mi"])

    def _in(self, unit: Decimal) -> int:
        with localcontext(_EXACT):
            return int((self._value / unit).to_integral_value(rounding=ROUND_CEILING))

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Quantity({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return self._value == other._value if isinstance(other, Quantity) else NotImplemented

    def __lt__(self, other: "Quantity") -> bool:
        return self._value < other._value

    def __hash__(self) -> int:
        return hash(self._value)

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
            "description": "A Kubernetes quantity: 500m (half a core), 2, 256Mi, 10Gi.",
            "examples": ["500m", "2", "256Mi"],
            "anyOf": [
                {"type": "string", "pattern": _SCHEMA_PATTERN},
                {"type": "number", "minimum": 0},
            ],
        }


def _from_input(given: object) -> Quantity:
    """Take text, ints and finite floats.

    A float is safe: its shortest decimal (0.5) is what was written and what the engine writes back.
    """
    match given:
        case Quantity():
            return given
        case str():
            text = given
        case int() | float() if not isinstance(given, bool):
            text = str(given)
        case _:
            raise FieldError(_RULE, given).for_pydantic()
    try:
        return Quantity(text)
    except FieldError as error:
        raise error.for_pydantic() from None
