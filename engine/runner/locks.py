"""Who works on a stack: one plinth at a time, and no engine that an earlier plinth left behind."""

import contextlib
import fcntl
import os
import platform
import time
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil
from pydantic import BaseModel, ValidationError

from engine.errors import EngineError
from engine.runner.files import make_private
from engine.runner.places import not_writable

WAIT_SECONDS = 60.0
"""An engine whose plinth died ends by itself once its current steps are done."""


@contextlib.contextmanager
def only_run(path: Path, command: str) -> Generator[None]:
    """Hold the stack until this process ends, however it ends; raises EngineError if taken."""
    try:
        descriptor = _locked(path)
    except OSError as error:
        raise not_writable(path.parent, error) from error
    try:
        with contextlib.suppress(OSError):  # a full disk: the lock holds without its holder's name
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{command}, process {os.getpid()}".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _locked(path: Path) -> int:
    while True:
        make_private(path.parent)
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except FileNotFoundError:
            continue  # the folder was removed by a run that has just ended
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still(path, descriptor):
                return descriptor
        except BlockingIOError:
            holder = os.read(descriptor, 200).decode(errors="replace").strip()
            os.close(descriptor)
            raise _taken(holder) from None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    """Say whether the open file is the one at the path: a destroy removes it with the folder."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _taken(holder: str) -> EngineError:
    return EngineError(
        what="another run works on this stack",
        why=f"it is held by: {holder or 'a run that has just begun'}",
        way_out="wait for it to end, or stop it with Ctrl-C, and run this again",
    )


@dataclass(frozen=True, slots=True)
class EngineLock:
    """A lock file of the engine's state folder, as far as it can be read."""

    path: Path
    pid: int
    host: str
    user: str
    since: float
    """Seconds since 1970."""


class _LockFile(BaseModel):
    pid: int
    hostname: str
    username: str = ""
    timestamp: datetime


def read_lock(path: Path) -> EngineLock | None:
    """Return the lock, or none if the file is not one (half-written or gone)."""
    try:
        content = _LockFile.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    since = content.timestamp.timestamp()
    return EngineLock(path, content.pid, content.hostname, content.username, since)


def holder_is_dead(lock: EngineLock, host: str) -> bool:
    """Say whether the lock's holder ran on this machine and is no more, its pid reused or not."""
    if lock.host != host:
        return False
    try:
        process = psutil.Process(lock.pid)
        # The lock is younger than its holder; the system's clock of births is coarse.
        reused = process.create_time() > lock.since + 1
        return reused or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def remove_dead_locks(folder: Path, wait_seconds: float = WAIT_SECONDS) -> list[EngineLock]:
    """Remove the locks of dead engines and return them; raises EngineError for a living holder.

    An engine of this machine that is still busy, because its plinth was killed, is waited for.
    """
    host, deadline = platform.node(), time.monotonic() + wait_seconds
    removed: list[EngineLock] = []
    while locks := _locks_in(folder):
        for lock in locks:
            if holder_is_dead(lock, host):
                lock.path.unlink(missing_ok=True)
                removed.append(lock)
        alive = [lock for lock in locks if lock not in removed]
        if alive and (foreign := [lock for lock in alive if lock.host != host]):
            raise _held(foreign[0], host)
        if alive and time.monotonic() > deadline:
            raise _held(alive[0], host)
        if alive:
            time.sleep(0.2)
    return removed


def _locks_in(folder: Path) -> list[EngineLock]:
    locks: list[EngineLock] = []
    for path in sorted(folder.rglob("*.json")):
        lock = read_lock(path)
        if lock is not None:
            locks.append(lock)
        elif path.exists():
            raise _unreadable(path)
    return locks


def _held(lock: EngineLock, host: str) -> EngineError:
    where = "this machine" if lock.host == host else lock.host
    return EngineError(
        what="an engine works on this stack",
        why=f"process {lock.pid} of {lock.user or 'somebody'} on {where} holds {lock.path}",
        way_out="wait for it to end; if it cannot be alive any more, remove that file",
    )


def _unreadable(path: Path) -> EngineError:
    return EngineError(
        what="a lock of this stack cannot be read",
        why=f"{path} does not say who holds the stack",
        way_out="make sure that no engine works on this stack, and remove that file",
    )
