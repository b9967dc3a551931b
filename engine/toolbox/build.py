"""Build a set from its pinned Go module, with private caches and live progress."""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from engine.toolbox.errors import BuildFailedError, NoWayToGetToolsError, ToolError, disk_full
from engine.toolbox.golang import go_environ
from engine.toolbox.process import run_lines
from engine.toolbox.progress import Reporter, in_bytes
from engine.toolbox.sets import BUILD_FLAGS, ToolSet
from engine.toolbox.store import Store, remove, size_of

LINES_SHOWN = 15
LINK_WEIGHT = 40
"""Linking one binary counts as much as compiling this many packages."""
BYTES_TO_RESUME = 1_000_000_000
NO_SPACE = ("no space left on device", "disk quota exceeded")
NO_NETWORK = (
    "dial tcp",
    "no such host",
    "i/o timeout",
    "connection refused",
    "network is unreachable",
    "TLS handshake timeout",
    "proxyconnect",
    "disabled by GOPROXY=off",
)


def build(tools: ToolSet, store: Store, go: Path, staging: Path, reporter: Reporter) -> None:
    """Put freshly built binaries into `staging/bin`; the caller holds the go lock.

    Raises DiskFullError, NoWayToGetToolsError (no module source), BuildFailedError.
    """
    require_space(tools, store)
    remove(store.go_work / "tmp")
    for folder in (store.go_work / "tmp", store.logs):
        folder.mkdir(parents=True, exist_ok=True)
    log_path = store.logs / f"{tools.name}.log"
    with log_path.open("w", encoding="utf-8") as log:
        job = _Job(tools, store, go, reporter, log, log_path)
        packages = job.packages_to_compile()
        job.compile(packages, staging / "bin")
    for binary in tools.binaries:
        built = staging / "bin" / binary.built_as
        built.rename(staging / "bin" / binary.name)


def expected_seconds(tools: ToolSet, store: Store) -> float:
    """Wall seconds a build takes here, from the measured processor time."""
    return tools.build_cpu_seconds / max(1, store.machine.cores)


@dataclass
class _Job:
    tools: ToolSet
    store: Store
    go: Path
    reporter: Reporter
    log: TextIO
    log_path: Path
    tail: deque[str] = field(default_factory=lambda: deque[str](maxlen=LINES_SHOWN))

    def packages_to_compile(self) -> int:
        """Download what the build needs; how many packages are not yet in the build cache."""
        # Asking for staleness hashes every file: worth it only when something is cached.
        resumed = (self.store.go_work / "build").is_dir()
        wanted = "{{.Stale}}" if resumed else "true"
        text = f"downloading the source of {self.tools.title}"
        modules = _modules_in(self.store.machine.checkout / self.tools.module / "go.mod")
        downloaded = stale = 0

        def on_output(line: str) -> None:
            nonlocal stale
            stale += line == "true"

        def on_error(line: str) -> None:
            nonlocal downloaded
            downloaded += line.startswith("go: downloading ")
            show()

        def show() -> None:
            done = min(1.0, downloaded / modules) if downloaded else None
            self.reporter.step(text, done, None)

        show()
        packages = [binary.package for binary in self.tools.binaries]
        self._run(("list", "-deps", "-f", wanted, *packages), on_output, on_error, show)
        return stale

    def compile(self, packages: int, target: Path) -> None:
        """Run `go build` and show how many of the packages are done."""
        text = f"building {self.tools.title}"
        whole = max(1, packages + LINK_WEIGHT * len(self.tools.binaries))
        compiled = 0
        started = time.monotonic()
        expected = expected_seconds(self.tools, self.store)

        def show() -> None:
            linked = sum(1 for _ in target.iterdir())
            done = min(0.99, (min(compiled, packages) + LINK_WEIGHT * linked) / whole)
            self.reporter.step(text, done, estimate(done, time.monotonic() - started, expected))

        def on_error(line: str) -> None:
            nonlocal compiled
            compiled += _is_package(line)
            show()

        show()
        flags = ("-v", *BUILD_FLAGS, "-ldflags", " ".join(self.tools.ldflags))
        names = [binary.package for binary in self.tools.binaries]
        arguments = ("build", *flags, "-o", f"{target}/", *names)
        self._run(arguments, lambda _: None, on_error, show)

    def _run(
        self,
        arguments: Sequence[str],
        on_output: Callable[[str], None],
        on_error: Callable[[str], None],
        tick: Callable[[], None],
    ) -> None:
        def note_error(line: str) -> None:
            self.log.write(line + "\n")
            if not (_is_package(line) or line.startswith("go: downloading ")):
                self.tail.append(line)
            on_error(line)

        self.log.write(f"go {' '.join(arguments)}\n")
        code = run_lines(
            (self.go, *arguments),
            folder=self.store.machine.checkout / self.tools.module,
            environ=go_environ(self.store),
            on_output=on_output,
            on_error=note_error,
            tick=tick,
        )
        if code != 0:
            raise _failure(self.tools, self.store, code, list(self.tail), self.log_path)


def estimate(done: float, elapsed: float, expected: float) -> float:
    """Seconds left: the expectation at first, the measured rate as soon as there is one."""
    trust = min(1.0, done * 3)
    measured = elapsed / done if done > 0 else expected
    whole = trust * measured + (1 - trust) * max(expected, elapsed)
    return whole * (1 - done)


def discard_go_caches(store: Store) -> None:
    """Remove the private Go caches; the caller holds the go lock."""
    remove(store.go_work)


def require_space(tools: ToolSet, store: Store) -> None:
    """Raise DiskFullError unless the build fits on the disk; what is cached already counts."""
    free = shutil.disk_usage(store.root).free
    if free >= tools.build_bytes:
        return
    there = size_of(store.go_work) if store.go_work.is_dir() else 0
    needed = max(BYTES_TO_RESUME, tools.build_bytes - there)
    if free < needed:
        raise disk_full(
            store.root,
            f"building {tools.title} needs {in_bytes(needed)} for a while "
            f"({in_bytes(tools.bytes)} stay), {in_bytes(free)} are free",
        )


def _failure(
    tools: ToolSet, store: Store, code: int, tail: Sequence[str], log_path: Path
) -> ToolError:
    said = "\n".join(tail)
    shown = "\n    ".join(tail) or f"go ended with code {code} and said nothing"
    if any(words in said for words in NO_SPACE):
        return disk_full(store.root, f"building {tools.title} stopped: no space left on device")
    if any(words in said for words in NO_NETWORK):
        return NoWayToGetToolsError(
            what=f"{tools.title} can be neither downloaded nor built on this machine",
            why="Go is here, but the pinned modules cannot be downloaded:\n    "
            + "\n    ".join(tail[-3:]),
            way_out=(
                "allow internet access or set GOPROXY to a module proxy within reach, then run "
                "the same command again (what was downloaded is kept)"
            ),
        )
    return BuildFailedError(
        what=f"building {tools.title} failed",
        why=f"the last lines of {log_path}:\n    {shown}",
        way_out=(
            "run the same command again (finished packages are kept); if it stays, "
            "`./plinth clean` starts over, and the log above is what to report"
        ),
    )


def _is_package(line: str) -> bool:
    """`go build -v` prints bare import paths; everything else on stderr is a message."""
    return bool(line) and not any(mark in line for mark in (" ", ":", "\t")) and line[0] != "#"


def _modules_in(go_mod: Path) -> int:
    lines = go_mod.read_text(encoding="utf-8").splitlines()
    return max(1, sum(" v" in line and not line.startswith("replace") for line in lines))
