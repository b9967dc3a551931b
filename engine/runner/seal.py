"""Notices a state that was changed behind the engine's back, and keeps a copy to go back to."""

import hashlib
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError
from engine.runner.files import make_private, write_private

CHECKPOINT_VERSION = 3
"""The form of the engine's state since 2018; an engine refuses a state of a later form."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore has done."""

    source: Path
    """The copy that is the state now: of the last run's end, or the engine's own backup."""
    aside: Path | None
    """Where the damaged state was put, if there was any."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Guards one state file; its own files lie in `folder`."""

    state: Path
    folder: Path
    restore_command: str

    @property
    def copy(self) -> Path:
        """The state as it was when a run last ended."""
        return self.folder / "state.json"

    @property
    def _digest(self) -> Path:
        return self.folder / "sha256"

    @property
    def _open(self) -> Path:
        return self.folder / "open"

    @property
    def _backup(self) -> Path:
        """The engine's own copy of the state before its last write."""
        return self.state.with_name(f"{self.state.name}.bak")

    def check(self) -> None:
        """Raise EngineError unless the state is what the last run left.

        After a run that was cut off only its form can be checked, for the engine was writing.
        """
        why = self._problem()
        if why is not None:
            raise self._damaged(why)

    def open(self) -> None:
        """Say that a run is about to change the state."""
        make_private(self.folder)
        write_private(self._open, b"")

    def close(self) -> None:
        """Keep a copy of the state and its digest: the run is over, however it ended.

        A state that is no state is not kept: the old copy is all there is to go back to.
        """
        if not self.folder.exists():
            return  # the run removed the stack
        self._undo_broken_write()
        if not self.state.exists():
            if self._digest.exists():
                return
        else:
            content = self.state.read_bytes()
            if _malformed(content) is not None:
                return
            write_private(self.copy, content)
            write_private(self._digest, hashlib.sha256(content).hexdigest().encode())
        self._open.unlink(missing_ok=True)

    def _undo_broken_write(self) -> None:
        """Put the engine's backup in the place of a state that the engine could not write.

        On a full disk it leaves an empty file; to rename the backup takes no room.
        """
        with suppress(OSError):
            broken = _malformed(self.state.read_bytes()) is not None
            if broken and _malformed(self._backup.read_bytes()) is None:
                self._backup.replace(self.state)

    def restore(self) -> Restored:
        """Put the last sound state in place; raises EngineError if there is none, or no need."""
        if self._problem() is None:
            raise EngineError(
                what="the state is sound: there is nothing to restore",
                why=f"{self.state} is what the last run left",
                way_out="run ./plinth preview",
            )
        source = self._last_sound()
        content = source.read_bytes()
        aside: Path | None = None
        if self.state.exists():
            aside = self.folder / f"damaged-{time.strftime('%Y%m%d-%H%M%S')}.json"
            self.state.replace(aside)
        make_private(self.state.parent)
        write_private(self.state, content)
        self.close()
        return Restored(source, aside)

    def _problem(self) -> str | None:
        closed = self._digest.exists() and not self._open.exists()
        if not self.state.exists():
            return "the file is gone" if self._digest.exists() else None
        content = self.state.read_bytes()
        if closed and hashlib.sha256(content).hexdigest() != self._digest.read_text():
            return _malformed(content) or "its content is not what the last run left"
        return _malformed(content)

    def _last_sound(self) -> Path:
        # A run that was cut off had written much more than the copy holds: the engine's own
        # backup is one step old. After a run that ended, the copy is the state itself.
        candidates = [self._backup, self.copy] if self._open.exists() else [self.copy]
        for candidate in candidates:
            with suppress(OSError):
                content = candidate.read_bytes()
                if _malformed(content) is None and self._is_as_kept(candidate, content):
                    return candidate
        raise EngineError(
            what="there is no sound copy of the state to go back to",
            why=f"looked at {' and '.join(str(c) for c in candidates)}",
            way_out=f"look for a backup below {self.state.parents[2] / 'backups'}",
        )

    def _is_as_kept(self, candidate: Path, content: bytes) -> bool:
        if candidate != self.copy:
            return True
        return hashlib.sha256(content).hexdigest() == self._digest.read_text()

    def _damaged(self, why: str) -> EngineError:
        try:
            source = self._last_sound()
        except EngineError as error:
            return EngineError(what=self._what, why=why, way_out=error.way_out)
        saved = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(source.stat().st_mtime))
        return EngineError(
            what=self._what,
            why=why,
            way_out=f"{self.restore_command}   (puts back the state of {saved})",
        )

    @property
    def _what(self) -> str:
        return f"the state {self.state} is damaged; nothing was touched"


def _malformed(content: bytes) -> str | None:
    try:
        loaded: object = json.loads(content)
    except ValueError as error:
        return f"it is not JSON: {error}" if content else "the file is empty"
    match loaded:
        case {"version": int(version), "checkpoint": dict()}:
            if version > CHECKPOINT_VERSION:
                return (
                    f"it has form {version}, which only a newer engine reads: this one reads up to "
                    f"{CHECKPOINT_VERSION}"
                )
            return None
        case _:
            return "it is not a checkpoint of the engine"
