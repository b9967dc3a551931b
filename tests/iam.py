"""What a policy of AWS allows: the part of IAM's evaluation that plinth's policies use.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, cast

Context = Mapping[str, str]
"""The condition keys of a request, as IAM spells them; it does not tell cases of keys apart."""
_Statement = Mapping[str, object]


def may(policy: str, action: str, resource: str, context: Context | None = None) -> bool:
    """Say whether a policy of a role allows an action on a resource; an explicit denial wins."""
    return _decided(
        each
        for each in statements(policy)
        if _any(texts(each["Action"]), action, fold=True)
        and _any(texts(each["Resource"]), resource)
        and _holds(each, context or {})
    )


def may_take(trust: str, action: str, principal: tuple[str, str], context: Context) -> bool:
    """Say whether a role's trust lets a principal, such as ("Service", NAME), take the role."""
    kind, who = principal
    return _decided(
        each
        for each in statements(trust)
        if who in texts(cast("Mapping[str, object]", each["Principal"]).get(kind, ()))
        and _any(texts(each["Action"]), action, fold=True)
        and _holds(each, context)
    )


def statements(policy: str) -> Sequence[_Statement]:
    """The statements of a policy."""
    return cast("Sequence[_Statement]", json.loads(policy)["Statement"])


def actions(policy: str) -> frozenset[str]:
    """All actions that a policy speaks of, as it spells them."""
    return frozenset(action for each in statements(policy) for action in texts(each["Action"]))


def texts(value: object) -> Sequence[str]:
    """One text or several, as policies may have it."""
    return [value] if isinstance(value, str) else [str(each) for each in cast("list[str]", value)]


def _decided(matching: Iterator[_Statement]) -> bool:
    effects = {str(each["Effect"]) for each in matching}
    return effects == {"Allow"}


def _holds(statement: _Statement, context: Context) -> bool:
    conditions = cast("Mapping[str, Mapping[str, object]]", statement.get("Condition", {}))
    known = {key.lower(): value for key, value in context.items()}
    return all(
        _OPERATORS[operator](known.get(key.lower()), texts(wanted))
        for operator, keys in conditions.items()
        for key, wanted in keys.items()
    )


def _equals(given: str | None, wanted: Sequence[str]) -> bool:
    return given is not None and given in wanted


def _like(given: str | None, wanted: Sequence[str]) -> bool:
    return given is not None and _any(wanted, given)


_OPERATORS: Final[Mapping[str, Callable[[str | None, Sequence[str]], bool]]] = {
    "StringEquals": _equals,
    "StringLike": _like,
    # The two are one: both take wildcards.
    "ArnEquals": _like,
    "ArnLike": _like,
    "Bool": _equals,
}
"""An operator that is not here is a KeyError: nobody guesses what it means."""


def _any(patterns: Sequence[str], text: str, *, fold: bool = False) -> bool:
    flags = re.IGNORECASE if fold else 0
    return any(re.fullmatch(_expression(each), text, flags | re.DOTALL) for each in patterns)


def _expression(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
