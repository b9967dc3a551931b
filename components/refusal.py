"""What a validator raises to refuse several places of a spec at once, each with its own path."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One place of a spec that cannot be built, and the rule it breaks.

    `path` is relative to the model whose validator raises it: ("workloads", "web", "calls", 0).
    `message` is printed as it stands, so it says the rule, what was got and the way out.
    """

    path: tuple[str | int, ...]
    message: str


class Refusals(ValueError):  # noqa: N818 - a plural of findings, collected rather than handled
    """Raised by a model validator; pydantic collects it, the stack reader takes it apart again."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(f"{_dotted(each.path)}: {each.message}" for each in refusals))
        self.refusals = tuple(refusals)


def refuse(refusals: Sequence[Refusal]) -> None:
    """Raise Refusals when there are any; the last line of a validator that collected them."""
    if refusals:
        raise Refusals(refusals)


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path)
