"""Where an embedded cluster lives on disk, and the lock that keeps two runs from mixing."""

import contextlib
import fcntl
import os
import re
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.embedded.errors import ClusterError

CLUSTERS_ENV: Final = "PLINTH_CLUSTERS"
_NAME: Final = re.compile(r"[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?")
_LOCK_SECONDS: Final = 180


def _root_from_environment() -> Path:
    value = os.environ.get(CLUSTERS_ENV, "")
    if not value:
        raise ClusterError(
            what="no folder for embedded clusters is known",
            why=f"the environment variable {CLUSTERS_ENV} is not set",
            way_out=f"use ./plinth, which sets it, or set {CLUSTERS_ENV} to a folder of yours",
        )
    return Path(value)


@dataclass(frozen=True, slots=True)
class ClusterHome:
    """The folder of one embedded cluster; `root` holds the clusters of a user side by side."""

    name: str
    root: Path

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ClusterError(
                what=f"{self.name!r} cannot be the name of a cluster",
                why="it becomes a folder: up to 40 lower-case letters, digits and dashes",
                way_out="choose a name such as plinth-dev",
            )

    @classmethod
    def of(cls, name: str) -> "ClusterHome":
        """Return the home below the folder that PLINTH_CLUSTERS names; ClusterError if unset."""
        return cls(name, _root_from_environment().absolute())

    @property
    def folder(self) -> Path:
        """Everything the cluster keeps; the place is kwokctl's choice below KWOK_WORKDIR."""
        return self.root / "clusters" / self.name

    @property
    def config(self) -> Path:
        """What kwokctl wrote down of the cluster: its components, their arguments and ports."""
        return self.folder / "kwok.yaml"

    @property
    def request(self) -> Path:
        """What kwokctl is asked to create."""
        return self.root / f"{self.name}.request.json"

    @property
    def kubeconfig(self) -> Path:
        """A self-contained kubeconfig at a path that stays when ports or certificates change."""
        return self.folder / "plinth.kubeconfig"

    @property
    def finished(self) -> Path:
        """Present once the cluster was ready for the first time: a half-made one is not kept."""
        return self.folder / "plinth.finished"

    @property
    def metrics(self) -> Path:
        """How kwok works out what pods use; only where the cluster is to have a metrics server."""
        return self.folder / "plinth.metrics.yaml"

    @property
    def logs(self) -> Path:
        """One log file for each component, and kwokctl's own."""
        return self.folder / "logs"

    @property
    def kwokctl_log(self) -> Path:
        """What kwokctl said while it created the cluster."""
        return self.root / f"{self.name}.kwokctl.log"


@contextlib.contextmanager
def locked(home: ClusterHome) -> Generator[None]:
    """Hold the cluster for this process; waits up to 3 minutes, then raises ClusterError.

    The kernel lets go of the lock when its holder dies, however it dies.
    """
    path = home.root / f"{home.name}.lock"
    descriptor = _acquire(path, time.monotonic() + _LOCK_SECONDS)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)
        with contextlib.suppress(OSError):
            home.root.rmdir()


def _acquire(path: Path, deadline: float) -> int:
    while True:
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except FileNotFoundError:
            continue  # the last holder removed the folder between our two steps
        except OSError as error:
            raise _unwritable(path, error) from error
        if _is_locked_and_current(descriptor, path):
            return descriptor
        os.close(descriptor)
        if time.monotonic() > deadline:
            raise ClusterError(
                what=f"another run works on the cluster {path.stem}",
                why=f"{path} has been locked for {_LOCK_SECONDS} s",
                way_out="wait for the other run to end, or end it, and run the command again",
            )
        time.sleep(0.1)


def _is_locked_and_current(descriptor: int, path: Path) -> bool:
    """Whether the lock is ours and on the file that others will open: its holder removes it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except (BlockingIOError, FileNotFoundError):
        return False


def _unwritable(path: Path, error: OSError) -> ClusterError:
    return ClusterError(
        what=f"the folder {path.parent} cannot hold a cluster",
        why=f"{error.strerror or error}",
        way_out=f"make it writable or point {CLUSTERS_ENV} to a folder you can write",
    )
