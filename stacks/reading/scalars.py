"""What an unquoted YAML scalar means, and which ones the engine would write back as another.

Every row was tried with the engine (3.259): it reads a stack file, and writes `0755` back as 493,
`1_000` as 1000, `0x1f` as 31, `2026-12-31` as "2026-12-31 00:00:00 +0000 UTC" and integers past
2**53 as rounded floats; `.inf` it cannot read at all. `yes`, `on` and `1:30` are text to it.
"""

import json
import re
from dataclasses import dataclass
from typing import Final

from stacks.reading.tree import Scalar

_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE: Final = frozenset({"true", "True", "TRUE"})
_FALSE: Final = frozenset({"false", "False", "FALSE"})
_INT: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_OTHER_BASE: Final = re.compile(r"[-+]?0[xX][0-9a-fA-F_]+|[-+]?0[oO]?[0-7_]+|[-+]?0[bB][01_]+")
_LEADING_ZERO: Final = re.compile(r"[-+]?0[0-9_]+")
_UNDERSCORES: Final = re.compile(r"[-+.]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|\s+)[0-9].*)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LARGEST_EXACT: Final = 2**53
_LONGEST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a scalar, and what is wrong with writing it that way (None: nothing)."""

    value: Scalar
    complaint: str | None = None


def read_unquoted(text: str) -> Reading:
    """Read a plain scalar by the core schema of YAML 1.2; text whose type is unsafe stays text."""
    complaint = _complaint(text)
    if complaint is not None:
        return Reading(text, complaint)
    if text in _NULL:
        return Reading(None)
    if text in _TRUE or text in _FALSE:
        return Reading(text in _TRUE)
    if _INT.fullmatch(text):
        return Reading(int(text))
    if _FLOAT.fullmatch(text):
        return Reading(float(text))
    return Reading(text)


def _complaint(text: str) -> str | None:
    quoted = json.dumps(text)
    if _DATE.fullmatch(text):
        return f"an unquoted date is rewritten as a time of day; quote it: {quoted}"
    if _NOT_FINITE.fullmatch(text):
        return f"infinity and not-a-number cannot be stored; if it is text, quote it: {quoted}"
    other_base = _OTHER_BASE.fullmatch(text) is not None
    if other_base or _LEADING_ZERO.fullmatch(text) or _with_underscores(text):
        number = _as_the_engine_reads(text)
        rewritten = f"is rewritten as {number}" if number else "is read as a number"
        return f"{text} {rewritten}; quote it: {quoted}{f', or write {number}' if number else ''}"
    if _INT.fullmatch(text) and (len(text) > 17 or abs(int(text)) > _LARGEST_EXACT):
        shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
        return f"{shown} is too large to be kept exactly; if it is text, quote it"
    if _FLOAT.fullmatch(text) and float(text) in (float("inf"), float("-inf")):
        return f"{text} is too large for a number; if it is text, quote it: {quoted}"
    return None


def _with_underscores(text: str) -> bool:
    return "_" in text and _UNDERSCORES.fullmatch(text) is not None


def _as_the_engine_reads(text: str) -> str | None:
    digits = text.replace("_", "").lower()
    sign, digits = ("-", digits[1:]) if digits[0] == "-" else ("", digits.removeprefix("+"))
    try:
        if digits.isdigit() and digits.startswith("0"):
            octal = all(digit in "01234567" for digit in digits)
            return f"{sign}{int(digits, 8 if octal else 10)}"
        if digits.isdigit() or digits[:2] in {"0x", "0o", "0b"}:
            return f"{sign}{int(digits, 0)}"
    except ValueError:
        return None
    return None
