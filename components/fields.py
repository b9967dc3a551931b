"""How a named field type says its rule, in errors and in the JSON schema."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_SHOWN = 60


class FieldError(ValueError):
    """A value that breaks the rule of its field type; one line: the rule, then what was got."""

    def __init__(self, rule: str, given: object) -> None:
        shown = repr(given)
        if len(shown) > _SHOWN:
            shown = shown[: _SHOWN - 3] + "..."
        super().__init__(f"{rule}, got {shown}")
        self.rule = rule

    def for_pydantic(self) -> PydanticCustomError:
        """The rule alone: whoever prints it decides whether the value may be shown."""
        return PydanticCustomError("plinth_field", "{rule}", {"rule": self.rule})


@dataclass(frozen=True, slots=True)
class TextRule:
    """Metadata for `Annotated[str, TextRule(...)]`: what the text must look like.

    `rule` completes "this value ..." and names an example; `refine` may normalise the text, or
    raise FieldError with a more exact rule.
    """

    rule: str
    pattern: str
    examples: tuple[str, ...]
    longest: int
    refine: Callable[[str], str] | None = None

    def check(self, text: str) -> str:
        """Return the text, normalised where the rule says so; raises FieldError."""
        if len(text) > self.longest:
            raise FieldError(f"{self.rule}; {len(text)} characters are too many", text)
        if re.fullmatch(self.pattern, text) is None:
            raise FieldError(self.rule, text)
        return text if self.refine is None else self.refine(text)

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            self._check_for_pydantic, core_schema.str_schema(strict=True)
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "pattern": f"^(?:{self.pattern})$",
            "maxLength": self.longest,
            "description": self.rule[0].upper() + self.rule[1:] + ".",
            "examples": list(self.examples),
        }

    def _check_for_pydantic(self, text: str) -> str:
        try:
            return self.check(text)
        except FieldError as error:
            raise error.for_pydantic() from None
