"""What a run may have made in a cloud without learning of it, until somebody has looked.

The engine forgets a creation whose answer never came, and would make the thing again: a second
network, address or gateway that nobody knows and everybody pays for.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, TypeAdapter, ValidationError

from engine.errors import EngineError
from engine.runner.changes import Changes
from engine.runner.files import write_private
from engine.runner.outcomes import Found
from engine.runner.pending import Pending

_CLOUDS: Final = ("aws:", "digitalocean:")
_NO_ANSWER: Final = re.compile(
    r"error reading from server|transport is closing|connection reset|plugin .*(?:exited|crashed)"
)


class Unsettled(BaseModel, frozen=True):
    """A resource that may be there or not."""

    type: str
    name: str


_FILE: Final = TypeAdapter(list[Unsettled])


@dataclass(frozen=True, slots=True)
class UnsettledRecord:
    """The note of what is unsettled in a stack."""

    path: Path

    def read(self) -> list[Unsettled]:
        """Return what is unsettled."""
        try:
            return _FILE.validate_json(self.path.read_bytes())
        except (OSError, ValidationError):
            return []

    def add(self, found: Iterable[Unsettled]) -> None:
        """Note that these are unsettled too."""
        if new := [each for each in found if each not in self.read()]:
            write_private(self.path, _FILE.dump_json([*self.read(), *new]))

    def forget(self) -> None:
        """Note that somebody has looked."""
        self.path.unlink(missing_ok=True)

    def settle(self, found: Found, steps: Sequence[Pending], look_command: str) -> None:
        """Forget what somebody has looked for; else refuse, with what the state calls pending."""
        if found == "looked_for":
            self.forget()
            return
        self.add(unknown(steps))
        self.refuse(look_command)

    def refuse(self, look_command: str) -> None:
        """Raise EngineError while something is unsettled; nothing was touched then."""
        if found := self.read():
            raise EngineError(
                what=f"a run broke off while it made {listed(found)}",
                why="the cloud never answered: each may be there or not, and up could make two",
                way_out=(
                    "look for each in the account by its Name tag or its name; remove what is"
                    f" there and not in the stack, then say so: {look_command}"
                ),
            )


def unanswered(changes: Changes) -> list[Unsettled]:
    """Return the creations in a cloud that failed because no answer came."""
    return [
        Unsettled(type=each.type, name=each.name)
        for each in changes.failed
        if each.is_creation
        and each.type.startswith(_CLOUDS)
        and any(_NO_ANSWER.search(text) for text in changes.said_of.get(each.urn, ()))
    ]


def unknown(steps: Sequence[Pending]) -> list[Unsettled]:
    """Return the creations in a cloud that were cut off with the engine."""
    return [
        Unsettled(type=step.type, name=step.name)
        for step in steps
        if step.operation == "creating" and step.id is None and step.type.startswith(_CLOUDS)
    ]


def listed(found: Sequence[Unsettled]) -> str:
    """Return them in words: Vpc network, Role nodes."""
    return ", ".join(f"{each.type.rpartition(':')[2]} {each.name}" for each in found)
