"""Notices a state that was changed behind the engine's back, and keeps a copy to go back to."""

import hashlib
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError


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

    def check(self) -> None:
        """Raise EngineError unless the state is what the last run left.

        After a run that was cut off only its form can be checked, for the engine was writing.
        """
        if not self.state.exists():
            if self._digest.exists() and not self._open.exists():
                raise self._damaged("the file is gone")
            return
        content = self.state.read_bytes()
        if self._digest.exists() and not self._open.exists():
            if hashlib.sha256(content).hexdigest() != self._digest.read_text():
                raise self._damaged("its content is not what the last run left")
        else:
            self._check_form(content)

    def open(self) -> None:
        """Say that a run is about to change the state."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._open.touch()

    def close(self) -> None:
        """Keep a copy of the state and its digest: the run is over, however it ended."""
        if self.state.exists():
            content = self.state.read_bytes()
            _write(self.copy, content)
            _write(self._digest, hashlib.sha256(content).hexdigest().encode())
        else:
            self.copy.unlink(missing_ok=True)
            self._digest.unlink(missing_ok=True)
        self._open.unlink(missing_ok=True)

    def restore(self) -> Path:
        """Put the copy back in place; return where the damaged state was put aside."""
        if not self.copy.exists():
            raise EngineError(
                what="there is no copy of the state to go back to",
                why=f"{self.copy} does not exist: no run of this stack has ended yet",
                way_out="look for a backup in the folder " + str(self.state.parent.parent.parent),
            )
        aside = self.state.with_name(f"{self.state.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        if self.state.exists():
            self.state.replace(aside)
        self.state.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.copy, self.state)
        self.close()
        return aside

    def _check_form(self, content: bytes) -> None:
        try:
            loaded: object = json.loads(content)
        except ValueError as error:
            raise self._damaged(f"it is not JSON: {error}") from error
        if not isinstance(loaded, dict) or "version" not in loaded or "checkpoint" not in loaded:
            raise self._damaged("it is not a checkpoint of the engine")

    def _damaged(self, why: str) -> EngineError:
        saved = "none"
        if self.copy.exists():
            saved = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(self.copy.stat().st_mtime))
        return EngineError(
            what=f"the state {self.state} is damaged; nothing was touched",
            why=why,
            way_out=f"{self.restore_command}   (puts back the copy of {saved})",
        )


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.touch(mode=0o600)
    temporary.write_bytes(content)
    temporary.replace(path)
