"""What a plinth that was killed leaves running: its engine, and the plugins of that engine."""

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from pydantic import BaseModel, ValidationError

from engine.errors import EngineError
from engine.runner.files import write_private

_POLL_SECONDS = 0.2


class _Noted(BaseModel):
    pid: int
    born: float
    """Seconds since 1970, as the system tells it: a process id alone may be used again."""


@dataclass(frozen=True, slots=True)
class EngineRecord:
    """The note of which engine works on a stack; engines that only read take no lock."""

    path: Path

    def write(self, pid: int) -> None:
        """Note an engine that was just started; one that has ended already needs no note."""
        with contextlib.suppress(psutil.NoSuchProcess):
            noted = _Noted(pid=pid, born=psutil.Process(pid).create_time())
            write_private(self.path, noted.model_dump_json().encode())

    def clear(self) -> None:
        """Forget the engine: it has ended, and its plugins with it."""
        self.path.unlink(missing_ok=True)

    def end(self) -> None:
        """End a noted engine and its plugins at once, where nothing of its work is wanted."""
        with contextlib.suppress(OSError, ValidationError):
            noted = _Noted.model_validate_json(self.path.read_bytes())
            if is_alive(noted.pid, noted.born) or not psutil.pid_exists(noted.pid):
                kill_session(noted.pid)
        self.clear()

    def settle(self, wait_seconds: float) -> None:
        """Wait for a noted engine and end the plugins it left; EngineError if it goes on.

        A plugin without its engine may still be in the middle of a step. Nobody would learn how
        that ended, so it is ended, and what it was doing is settled as a pending operation.
        """
        try:
            noted = _Noted.model_validate_json(self.path.read_bytes())
        except (OSError, ValidationError):
            return
        deadline = time.monotonic() + wait_seconds
        while is_alive(noted.pid, noted.born):
            if time.monotonic() > deadline:
                raise _still_busy(noted.pid)
            time.sleep(_POLL_SECONDS)
        # A process that has the number now is another one, and so are those of its session: the
        # system gives a number to nobody as long as a session of that number has members.
        if not psutil.pid_exists(noted.pid) or _is_zombie(noted.pid):
            kill_session(noted.pid)
        self.clear()


def is_alive(pid: int, born: float) -> bool:
    """Say whether the process that was born then still runs, and not another with its number."""
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - born) < 1
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def session_members(leader: int) -> list[int]:
    """Return the processes of a session, its leader first.

    Plugins have process groups of their own, so a group does not reach them; a session does. What
    a plugin started as a daemon (a cluster) has a session of its own and is not among them.
    """
    members: list[int] = []
    for pid in psutil.pids():
        with contextlib.suppress(OSError):
            if os.getsid(pid) == leader:
                members.append(pid)
    return sorted(members, key=lambda pid: pid != leader)


def kill_session(leader: int) -> None:
    """End every process of a session at once.

    The leader goes first: an engine that sees its plugins die would take their steps for failed.
    """
    while members := [pid for pid in session_members(leader) if not _is_zombie(pid)]:
        for pid in members:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def _is_zombie(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _still_busy(pid: int) -> EngineError:
    return EngineError(
        what="an engine works on this stack",
        why=f"process {pid}, which an earlier plinth started, has not ended yet",
        way_out=f"wait for it to end, or end it with: kill -INT {pid}",
    )
