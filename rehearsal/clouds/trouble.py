"""What goes wrong at a simulated cloud, by rule."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from engine.standin.objects import RefusedError
from engine.standin.shape import JsonObject


class ThrottledError(Exception):
    """The cloud asks to be asked again later."""


class AnswerLostError(Exception):
    """The cloud did what it was asked, and nobody heard it say so."""


def _each(_inputs: JsonObject) -> int:
    return 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Quota:
    """How much of a type an account may have."""

    name: str
    """As the cloud's console calls it, with its code."""
    error: str
    """The cloud's word for refusing more."""
    limit: int | None
    """What a new account has; none where it grows by itself and only a fault makes it bite."""
    weight: Callable[[JsonObject], int] = _each
    """What one resource takes of it."""


@dataclass
class Trouble:
    """The faults that are set; none at first."""

    throttled: int = 0
    """How many creates of each type are turned away before one is heard."""
    full: set[str] = field(default_factory=set[str])
    """Types whose quota is used up by somebody else."""
    answers_lost: set[str] = field(default_factory=set[str])
    """Types whose next creation is done and never answered."""
    met: Counter[str] = field(default_factory=Counter[str])
    """How often each fault was met: `throttling aws:ec2/vpc:Vpc`."""

    def before(self, token: str) -> None:
        """Turn a create away while that is its turn; raises ThrottledError."""
        if self.met[f"throttling {token}"] < self.throttled:
            self.met[f"throttling {token}"] += 1
            raise ThrottledError(f"ThrottlingException: Rate exceeded ({token})")

    def within(self, token: str, quota: Quota, taken: int, wanted: int) -> None:
        """Hold a create to its quota; raises RefusedError."""
        limit = taken if token in self.full else quota.limit
        if limit is not None and taken + wanted > limit:
            self.met[f"quota {token}"] += 1
            raise RefusedError(
                f"{quota.error}: the quota {quota.name} is used up; ask the cloud for more, or"
                " remove what is not needed any more"
            )

    def after(self, token: str) -> None:
        """Lose the answer to a create where that is set; raises AnswerLostError."""
        if token in self.answers_lost:
            self.answers_lost.discard(token)
            self.met[f"crash {token}"] += 1
            # As the engine puts it when a plugin dies in the middle of a call.
            raise AnswerLostError("error reading from server: EOF")
