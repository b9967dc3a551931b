"""What a rule is: one contradiction or known trap, and how it is found in a plan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from proof.plan import Plan
from stacks.file import KeyPath

Severity = Literal["error", "warning", "note"]
"""error: the plan does not hold; warning: it holds and will hurt; note: good to know."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One place of a plan that a rule found."""

    path: KeyPath
    """The value to change, below platform:spec; it may be one that nobody has written."""
    message: str
    """What is wrong here, with its numbers; one sentence without a full stop."""
    severity: Severity | None = None
    """How grave it is here, where that is less than the rule says; none means as the rule says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A contradiction or trap with a name of its own."""

    id: str
    """As it is accepted and explained; the name of its file, with dashes."""
    severity: Severity
    title: str
    """What is so in a plan that breaks the rule; a few words."""
    why: str
    """Why it hurts, in full sentences."""
    ways_out: tuple[str, ...]
    """What can be done about it, the best first; each names the field to change."""
    find: Callable[[Plan], Iterable[Hit]]
    source: str | None = None
    """Where the behaviour behind the rule is documented."""
