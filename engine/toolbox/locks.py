"""File locks that say who holds them, safe against the lock file being removed."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ValidationError

SECONDS_BETWEEN_TRIES = 0.5


class Holder(BaseModel, frozen=True):
    """Who holds a lock, as the holder wrote it into the file."""

    pid: int
    doing: str
    since: float
    """Unix time."""
    expected_seconds: float


class BusyError(Exception):
    """Somebody else holds the lock and we were not to wait."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


Waiting = Callable[[Holder | None], None]


@contextmanager
def exclusive(
    path: Path, *, doing: str, expected_seconds: float, waiting: Waiting | None
) -> Generator[None, None, None]:
    """Hold the lock alone; `waiting` hears who holds it meanwhile, None means do not wait.

    Raises BusyError when it is held and there is no `waiting`.
    """
    descriptor = _acquire(path, fcntl.LOCK_EX, waiting)
    try:
        holder = Holder(
            pid=os.getpid(), doing=doing, since=time.time(), expected_seconds=expected_seconds
        )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, holder.model_dump_json().encode(), 0)
        yield
    finally:
        os.ftruncate(descriptor, 0)
        os.close(descriptor)


@contextmanager
def shared(path: Path, *, waiting: Waiting) -> Generator[None, None, None]:
    """Hold the lock together with others who share it."""
    descriptor = _acquire(path, fcntl.LOCK_SH, waiting)
    try:
        yield
    finally:
        os.close(descriptor)


def holder_of(path: Path) -> Holder | None:
    """What the holder wrote; None when nobody did or it is unreadable."""
    try:
        return Holder.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _acquire(path: Path, how: int, waiting: Waiting | None) -> int:
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except FileNotFoundError:
            # `clean` removed the folder between the two lines above.
            continue
        try:
            _wait(descriptor, how, path, waiting)
            if _is_still_at(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        # `clean` removed the file between open and lock: lock its successor.
        os.close(descriptor)


def _wait(descriptor: int, how: int, path: Path, waiting: Waiting | None) -> None:
    while True:
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if waiting is None:
                raise BusyError(path) from None
            waiting(holder_of(path))
            time.sleep(SECONDS_BETWEEN_TRIES)


def _is_still_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
