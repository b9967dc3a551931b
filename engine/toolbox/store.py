"""The tool cache: finished sets with their manifests, staging folders, removal."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from engine.toolbox import locks
from engine.toolbox.errors import CacheInUseError, cache_not_writable
from engine.toolbox.machine import Machine
from engine.toolbox.sets import BUILD_ENVIRON, BUILD_FLAGS, ToolSet

Origin = Literal["release", "built"]
MANIFEST = "manifest.json"
STAGING = ".staging-"


class KeptBinary(BaseModel, frozen=True):
    """One binary as it was when it was installed."""

    version: str
    sha256: str
    size: int


class Manifest(BaseModel, frozen=True):
    """Written last: a folder without it is not a finished set."""

    tools: str
    origin: Origin
    binaries: dict[str, KeptBinary]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A folder is there, but not what its manifest says."""

    folder: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Removed:
    """Something `clean` took away."""

    path: Path
    size: int


class Store:
    """The toolbox's part of the user's cache."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.root = machine.cache
        self.go_work = self.root / "go-work"
        self.logs = self.root / "logs"
        self.use_lock = self.root / "locks" / "use.lock"
        self.go_lock = self.root / "locks" / "go.lock"

    def lock_of(self, tools: ToolSet) -> Path:
        return self.root / "locks" / f"{tools.name}.lock"

    def folder_of(self, tools: ToolSet) -> Path:
        """Where the set belongs; another pin, go.sum or flag is another folder."""
        digest = hashlib.sha256()
        for name in ("go.mod", "go.sum"):
            file = self.machine.checkout / tools.module / name
            digest.update(file.read_bytes() if file.exists() else b"")
        flags = {
            "settings": (BUILD_FLAGS, BUILD_ENVIRON),
            "ldflags": tools.ldflags,
            "binaries": [(binary.name, binary.package) for binary in tools.binaries],
            "machine": (self.machine.system, self.machine.arch),
        }
        digest.update(json.dumps(flags, sort_keys=True).encode())
        return self.root / f"{tools.name}-{digest.hexdigest()[:12]}"

    def installed(self, tools: ToolSet) -> Manifest | Damaged | None:
        """The finished set, what is wrong with it, or None when there is none."""
        folder = self.folder_of(tools)
        if not folder.is_dir():
            return None
        try:
            manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        except FileNotFoundError:
            return Damaged(folder, "it was never finished")
        except (OSError, ValidationError):
            return Damaged(folder, "its manifest cannot be read")
        for binary in tools.binaries:
            kept, path = manifest.binaries.get(binary.name), folder / "bin" / binary.name
            if kept is None or not path.is_file():
                return Damaged(folder, f"{binary.name} is missing")
            if (size := path.stat().st_size) != kept.size:
                return Damaged(folder, f"{binary.name} has {size} bytes instead of {kept.size}")
            if not os.access(path, os.X_OK):
                return Damaged(folder, f"{binary.name} is not executable")
        return manifest

    @contextmanager
    def staging(self, tools: ToolSet) -> Generator[Path, None, None]:
        """A fresh folder beside the final one, gone afterwards whatever happens."""
        prefix = f"{STAGING}{tools.name}-"
        # The caller holds the set's lock: whatever is left here belongs to a dead run.
        for left in self.root.glob(prefix + "*"):
            remove(left)
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=self.root))
        try:
            (folder / "bin").mkdir()
            yield folder
        finally:
            remove(folder)

    def publish(self, tools: ToolSet, staging: Path, origin: Origin) -> Manifest:
        """Make the staged set the installed one, in one step."""
        manifest = Manifest(
            tools=tools.name,
            origin=origin,
            binaries={
                binary.name: _kept(staging / "bin" / binary.name, binary.version)
                for binary in tools.binaries
            },
        )
        staging.chmod(0o755)
        with (staging / MANIFEST).open("w", encoding="utf-8") as file:
            file.write(manifest.model_dump_json(indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        final = self.folder_of(tools)
        if final.exists():
            final.rename(self.root / f"{STAGING}{tools.name}-old-{os.getpid()}")
        staging.rename(final)
        remove(self.root / f"{STAGING}{tools.name}-old-{os.getpid()}")
        return manifest


def clean(machine: Machine | None = None) -> tuple[Removed, ...]:
    """Remove everything the toolbox ever put into the cache; returns it with sizes in bytes.

    Raises CacheInUseError while another run gets tools, CacheNotWritableError when it cannot
    be removed.
    """
    store = Store(machine or Machine.here())
    if not store.root.is_dir():
        return ()
    try:
        with locks.exclusive(
            store.use_lock, doing="removing the tools", expected_seconds=10, waiting=None
        ):
            return _remove_all(store.root)
    except locks.BusyError as busy:
        raise _in_use(store, busy) from None
    except OSError as error:
        raise cache_not_writable(store.root, error) from error


def remove(path: Path) -> None:
    """Take away a file or a tree, also a read-only one; nothing there is fine."""
    if path.is_dir() and not path.is_symlink():
        for folder, _, _ in os.walk(path):
            if not os.access(folder, os.W_OK | os.X_OK):
                Path(folder).chmod(0o755)
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def size_of(path: Path) -> int:
    """Bytes that a file or a tree takes on the disk, links not followed."""
    total = path.lstat().st_blocks * 512
    if path.is_dir() and not path.is_symlink():
        with os.scandir(path) as entries:
            total += sum(size_of(Path(entry.path)) for entry in entries)
    return total


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kept(path: Path, version: str) -> KeptBinary:
    path.chmod(0o755)
    return KeptBinary(version=version, sha256=sha256_of(path), size=path.stat().st_size)


def _remove_all(root: Path) -> tuple[Removed, ...]:
    removed: list[Removed] = []
    # The lock files go last: until then nobody else can come in.
    for path in sorted(root.iterdir(), key=lambda path: (path.name == "locks", path.name)):
        size = size_of(path)
        remove(path)
        if path.name != "locks":
            removed.append(Removed(path, size))
    with suppress(OSError):
        # Not empty when a waiting run has just come in.
        root.rmdir()
    return tuple(removed)


def _in_use(store: Store, busy: locks.BusyError) -> CacheInUseError:
    holders = [locks.holder_of(path) for path in busy.path.parent.glob("*.lock")]
    known = [f"process {holder.pid} is {holder.doing}" for holder in holders if holder]
    return CacheInUseError(
        what=f"the tools in {store.root} are not removed",
        why="; ".join(known) or "another run is getting tools right now",
        way_out="wait until it is done, or end it, and run the same command again",
    )
