"""What was done in a rehearsal, in order: at the simulated clouds and inside the cluster."""

import threading
from dataclasses import dataclass, field
from typing import Literal

Doing = Literal["create", "update", "delete", "deleted"]
"""`delete` when it begins, `deleted` when the thing is gone; the others when they are done."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done."""

    doing: Doing
    token: str
    id: str


@dataclass
class Journal:
    """Everything that was done so far; threads may write at the same time."""

    entries: list[Entry] = field(default_factory=list[Entry])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, doing: Doing, token: str, identifier: str) -> None:
        """Note that it was done just now."""
        with self._lock:
            self.entries.append(Entry(doing, token, identifier))

    def made(self, token: str) -> int:
        """Return how many things of a type were made, those that are gone again included."""
        return sum(each.doing == "create" and each.token == token for each in self.entries)
