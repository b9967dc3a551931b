"""Pydantic's findings in plain words, each at its place in the YAML."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from components.refusal import Refusals
from stacks.reading.problems import Problem, looks_secret, shown_value
from stacks.reading.schema_walk import Place, walk
from stacks.reading.tree import KeyPath, Node, at, nearest

_MOST_NAMES: Final = 12
EXTENDS: Final = "extends"
"""The one name at the top of a spec that no model knows: the base document."""
_A_MAPPING: Final = "must be a mapping (lines of 'name: value')"
_A_LIST: Final = "must be a list (lines that begin with '- ')"
_RULES: Final[Mapping[str, str]] = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "decimal_type": "must be a number",
    "decimal_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "dict_type": _A_MAPPING,
    "mapping_type": _A_MAPPING,
    "model_type": _A_MAPPING,
    "model_attributes_type": _A_MAPPING,
    "dataclass_type": _A_MAPPING,
    "list_type": _A_LIST,
    "tuple_type": _A_LIST,
    "set_type": _A_LIST,
    "frozen_set_type": _A_LIST,
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be at most {le}",
    "less_than": "must be less than {lt}",
    "multiple_of": "must be a multiple of {multiple_of}",
    "string_pattern_mismatch": "must match the pattern {pattern}",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, with what the repair of unknown fields and unions still needs to know."""

    problem: Problem
    error_type: str
    choice: tuple[KeyPath, str] | None = None
    meant: str | None = None
    """The known field that an unknown one resembles."""


def explain(error: ValidationError, model: type[BaseModel], root: Node) -> list[Finding]:
    """Every finding of pydantic, by its place in the tree that was validated."""
    findings: list[Finding] = []
    for details in error.errors(include_url=False):
        findings.extend(_findings(details, walk(model, details["loc"]), model, root))
    return _one_member_per_union(findings)


def closest(name: str, known: Sequence[str]) -> str | None:
    """The known name that was probably meant: `minNodes` is min_nodes, `high` high_availability."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()
    for spelling in (name, snake):
        match = difflib.get_close_matches(spelling, known, n=1, cutoff=0.65)
        if match:
            return match[0]
    longer = [each for each in known if each.startswith(f"{snake}_")]
    return longer[0] if len(longer) == 1 else None


def listed(names: Sequence[str], last: str = "or") -> str:
    """Names as a reader would say them: a, b or c."""
    names = list(names)
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[:_MOST_NAMES])} ..."
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _findings(
    details: ErrorDetails, place: Place, model: type[BaseModel], root: Node
) -> list[Finding]:
    context = cast("Mapping[str, object]", details.get("ctx", {}))
    cause = context.get("error")
    if isinstance(cause, Refusals):
        below = [(*place.path, *refusal.path) for refusal in cause.refusals]
        return [
            _finding(path, refusal.message, place, root, details["type"])
            for path, refusal in zip(below, cause.refusals, strict=True)
        ]
    match details["type"]:
        case "extra_forbidden":
            parent = walk(model, details["loc"][:-1])
            return [_unknown_field(place, parent, root)]
        case "union_tag_invalid" | "union_tag_not_found":
            return [_bad_kind(place, root)]
        case "missing":
            return [_finding(place.path, "required, but missing", place, root, "missing")]
        case error_type:
            message = _message(error_type, details["msg"], context, place, root)
            return [_finding(place.path, message, place, root, error_type)]


def _finding(path: KeyPath, message: str, place: Place, root: Node, error_type: str) -> Finding:
    origin = nearest(root, path).origin
    return Finding(Problem(path, message, origin), error_type, place.choice)


def _unknown_field(place: Place, parent: Place, root: Node) -> Finding:
    name = str(place.path[-1])
    fields = parent.fields()
    meant = closest(name, fields)
    others = parent.other_kinds_with(name)
    retired = parent.retired(name)
    if retired is not None:
        message = retired
    elif others:
        message = f"unknown field for {parent.tag}; {listed(others)} has it"
    elif meant is not None:
        message = f"unknown field; did you mean {meant}?"
    elif len(place.path) == 1 and closest(name, [EXTENDS]):
        message = f"unknown field; did you mean {EXTENDS}?"
    else:
        message = f"unknown field; known here: {listed(sorted(fields), 'and')}"
    origin = nearest(root, place.path).origin
    problem = Problem(place.path, message, origin)
    return Finding(problem, "extra_forbidden", place.choice, None if others or retired else meant)


def _bad_kind(place: Place, root: Node) -> Finding:
    discriminator = place.discriminator()
    tags = place.tags()
    path = place.path if discriminator is None else (*place.path, discriminator)
    given = at(root, path)
    if given is None or discriminator is None:
        message = f"required, but missing; one of {listed(tags)}"
    else:
        message = _choice_message(tags, path, given)
    return _finding(path, message, place, root, "union_tag_invalid")


def _choice_message(allowed: Sequence[str], path: KeyPath, given: Node | None) -> str:
    rule = f"must be one of {listed(allowed)}" if len(allowed) > 1 else f"must be {allowed[0]}"
    meant = closest(str(given.content), allowed) if given is not None else None
    hint = f"; did you mean {meant}?" if meant is not None and len(allowed) > 1 else ""
    return f"{rule}{_got(path, given)}{hint}"


def _message(
    error_type: str, text: str, context: Mapping[str, object], place: Place, root: Node
) -> str:
    given = at(root, place.path)
    if error_type in {"literal_error", "enum"}:
        return _choice_message(place.expected(), place.path, given)
    if error_type in {"value_error", "assertion_error"}:
        return str(context.get("error", text))
    rule = _length_rule(error_type, context)
    if rule is None and error_type in _RULES:
        rule = _RULES[error_type].format(**context)
    rule = rule or text.replace("Input should", "must")
    if place.is_name:
        return f"the name {rule}"
    quote = ""
    wants_text = error_type == "string_type" or "in quotes" in rule
    if wants_text and given is not None and _is_number_or_flag(given):
        quote = f"; quote it: {_quoted(place.path, given)}"
    return f"{rule}{_got(place.path, given)}{quote}"


def _length_rule(error_type: str, context: Mapping[str, object]) -> str | None:
    if error_type not in {"too_short", "too_long", "string_too_short", "string_too_long"}:
        return None
    noun = "character" if error_type.startswith("string") else "entry"
    short = error_type.endswith("short")
    limit = context["min_length" if short else "max_length"]
    if short and limit == 1:
        return "must not be empty"
    nouns = {"character": "characters", "entry": "entries"}[noun] if limit != 1 else noun
    return f"must have at {'least' if short else 'most'} {limit} {nouns}"


def _got(path: KeyPath, given: Node | None) -> str:
    """What stands there, unless it might be a secret; a `kind` never is one."""
    if given is None:
        return ""
    if looks_secret(path) and path[-1] != "kind" and not isinstance(given.content, Mapping | tuple):
        return " (the value is not shown)"
    return f", got {shown_value(given)}"


def _is_number_or_flag(given: Node) -> bool:
    return isinstance(given.content, bool | int | float)


def _quoted(path: KeyPath, given: Node) -> str:
    return '"..."' if looks_secret(path) else f'"{shown_value(given)}"'


def _one_member_per_union(findings: list[Finding]) -> list[Finding]:
    """Keep one story where pydantic tells one for every member of a plain union."""
    kept = [finding for finding in findings if finding.choice is None]
    unions: dict[KeyPath, dict[str, list[Finding]]] = {}
    for finding in findings:
        if finding.choice is not None:
            path, label = finding.choice
            unions.setdefault(path, {}).setdefault(label, []).append(finding)
    for path, members in unions.items():
        entered = [each for each in members.values() if all(f.problem.path != path for f in each)]
        if entered:
            kept.extend(min(entered, key=len))
        else:
            kept.append(_joined([finding for each in members.values() for finding in each]))
    return kept


def _joined(findings: Sequence[Finding]) -> Finding:
    """One finding for a scalar that no member of a union takes: must be text or a whole number."""
    first = findings[0]
    got = next((m for f in findings if (m := re.search(r", got .*$", f.problem.message))), None)
    rules = [f.problem.message.partition(", got ")[0].removeprefix("must be ") for f in findings]
    message = (
        f"must be {listed(list(dict.fromkeys(rules)))}{got[0].partition('; ')[0] if got else ''}"
    )
    problem = Problem(first.problem.path, message, first.problem.origin)
    return Finding(problem, first.error_type, first.choice)
