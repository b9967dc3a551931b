"""Make sure the tools are here: on PATH, else downloaded, else built; once for everybody."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.toolbox import locks, release
from engine.toolbox.build import build, discard_go_caches, expected_seconds
from engine.toolbox.errors import UnexpectedToolError, cache_not_writable, disk_full
from engine.toolbox.golang import require_go
from engine.toolbox.locate import check_fresh, given, on_path
from engine.toolbox.machine import Machine
from engine.toolbox.progress import Reporter, in_words
from engine.toolbox.sets import ToolSet
from engine.toolbox.store import Damaged, Manifest, Origin, Store

SourceKind = Literal["given", "path", "release", "built"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a set came from."""

    tools: str
    kind: SourceKind
    folders: tuple[Path, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Toolbox:
    """Every tool that was asked for, ready to run."""

    paths: Mapping[str, Path]
    sources: Mapping[str, Source]

    def path_of(self, name: str) -> Path:
        """The executable; raises KeyError for a tool of a set that was not asked for."""
        return self.paths[name]

    @property
    def bin_folders(self) -> tuple[Path, ...]:
        """Folders to put in front of PATH, in the order the sets were asked for."""
        return tuple(dict.fromkeys(path.parent for path in self.paths.values()))


@dataclass(frozen=True, slots=True)
class _Found:
    kind: SourceKind
    paths: Mapping[str, Path]


def ensure(sets: Sequence[ToolSet], reporter: Reporter, machine: Machine | None = None) -> Toolbox:
    """Get every set that is not here yet; afterwards all of them can run.

    Raises ToolError; after that, and after an interruption, the same call goes on where it ended.
    """
    machine = machine or Machine.here()
    store = Store(machine)
    if (paths := given(sets, machine)) is not None:
        return _toolbox(sets, {row.name: _Found("given", paths) for row in sets})
    found: dict[str, _Found] = {}
    for row in sets:
        if (here := _already_here(row, store, reporter)) is not None:
            found[row.name] = here
    missing = [row for row in sets if row.name not in found]
    if missing:
        with _cache_errors(store.root):
            found.update(_get_all(missing, store, reporter))
    return _toolbox(sets, found)


def _already_here(tools: ToolSet, store: Store, reporter: Reporter) -> _Found | None:
    paths = on_path(tools, store.machine, reporter.note)
    if paths is not None:
        return _Found("path", paths)
    manifest = store.installed(tools)
    return _kept(tools, store, manifest) if isinstance(manifest, Manifest) else None


def _get_all(missing: Sequence[ToolSet], store: Store, reporter: Reporter) -> dict[str, _Found]:
    store.root.mkdir(parents=True, exist_ok=True)
    waiting = _waiting(reporter, "the tool cache")
    with locks.shared(store.use_lock, waiting=waiting):
        found = {row.name: _get(row, store, reporter) for row in missing}
        if store.go_work.exists():
            _discard_unless_building(store)
    return found


def _get(tools: ToolSet, store: Store, reporter: Reporter) -> _Found:
    seconds = expected_seconds(tools, store)
    with locks.exclusive(
        store.lock_of(tools),
        doing=f"getting {tools.title}",
        expected_seconds=seconds,
        waiting=_waiting(reporter, tools.title),
    ):
        match store.installed(tools):
            case Manifest() as manifest:
                return _kept(tools, store, manifest)
            case Damaged(folder, reason):
                reporter.note(f"{folder} is damaged ({reason}): {tools.title} is fetched again")
            case None:
                pass
        try:
            manifest = _from_release(tools, store, reporter)
        except (release.NoReleaseError, UnexpectedToolError) as error:
            manifest = _from_source(tools, store, reporter, str(error).splitlines()[0])
        return _kept(tools, store, manifest)


def _from_release(tools: ToolSet, store: Store, reporter: Reporter) -> Manifest:
    with store.staging(tools) as staging:
        release.fetch(tools, store.machine, staging, reporter)
        return _publish(tools, store, staging, "release", reporter)


def _from_source(tools: ToolSet, store: Store, reporter: Reporter, no_release: str) -> Manifest:
    go = require_go(tools, store.machine, no_release)
    seconds = expected_seconds(tools, store)
    with (
        locks.exclusive(
            store.go_lock,
            doing=f"building {tools.title}",
            expected_seconds=seconds,
            waiting=_waiting(reporter, "the Go build cache"),
        ),
        store.staging(tools) as staging,
    ):
        reporter.note(
            f"{no_release}: building {tools.title} once, about {in_words(seconds)} on this machine"
        )
        started = time.monotonic()
        build(tools, store, go, staging, reporter)
        manifest = _publish(tools, store, staging, "built", reporter)
        reporter.note(f"built {tools.title} in {in_words(time.monotonic() - started)}")
        return manifest


def _publish(
    tools: ToolSet, store: Store, staging: Path, origin: Origin, reporter: Reporter
) -> Manifest:
    reporter.step(f"checking {tools.title}", None, None)
    check_fresh(staging / "bin", tools)
    return store.publish(tools, staging, origin)


def _discard_unless_building(store: Store) -> None:
    try:
        with locks.exclusive(store.go_lock, doing="tidying up", expected_seconds=10, waiting=None):
            discard_go_caches(store)
    except locks.BusyError:
        # Another run builds with these caches and removes them when it is done.
        return


def _waiting(reporter: Reporter, title: str) -> Callable[[locks.Holder | None], None]:
    def tell(holder: locks.Holder | None) -> None:
        if holder is None:
            reporter.step(f"waiting for another run that holds {title}", None, None)
            return
        passed = time.time() - holder.since
        rest = holder.expected_seconds - passed
        text = f"waiting for process {holder.pid}, which is {holder.doing}"
        reporter.step(text, None, rest if rest > 0 else None)

    return tell


@contextmanager
def _cache_errors(root: Path) -> Generator[None, None, None]:
    """Turn what the file system says into what the user can do about it."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(root, os.strerror(error.errno)) from error
        raise cache_not_writable(root, error) from error


def _kept(tools: ToolSet, store: Store, manifest: Manifest) -> _Found:
    folder = store.folder_of(tools) / "bin"
    return _Found(manifest.origin, {binary.name: folder / binary.name for binary in tools.binaries})


def _toolbox(sets: Sequence[ToolSet], found: Mapping[str, _Found]) -> Toolbox:
    paths: dict[str, Path] = {}
    sources: dict[str, Source] = {}
    for row in sets:
        here = found[row.name]
        own = {binary.name: here.paths[binary.name] for binary in row.binaries}
        paths.update(own)
        folders = tuple(dict.fromkeys(path.parent for path in own.values()))
        sources[row.name] = Source(tools=row.name, kind=here.kind, folders=folders)
    return Toolbox(paths=paths, sources=sources)
