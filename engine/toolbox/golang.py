"""The Go tool chain on this machine and the closed environment it builds in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from engine.toolbox.errors import GoTooOldError, NoWayToGetToolsError
from engine.toolbox.machine import Machine
from engine.toolbox.sets import BUILD_ENVIRON, ToolSet
from engine.toolbox.store import Store

OFFICIAL_PLACE = "/usr/local/go/bin"
"""Where Go's own installation guide puts it, often not on PATH."""
UNKNOWN = (0, 0, 0)
_GO_LINE = re.compile(r"^go (\d+)\.(\d+)(?:\.(\d+))?", re.MULTILINE)
_GO_VERSION = re.compile(r"go(\d+)\.(\d+)(?:\.(\d+))?")


def require_go(tools: ToolSet, machine: Machine, no_release: str) -> Path:
    """The `go` that can build the set.

    Raises NoWayToGetToolsError when there is none, GoTooOldError when it is below the
    version the module names.
    """
    places = os.pathsep.join((machine.search_path, OFFICIAL_PLACE))
    found = shutil.which("go", path=places)
    needed = _needed(tools, machine)
    if found is None:
        raise NoWayToGetToolsError(
            what=f"{tools.title} can be neither downloaded nor built on this machine",
            why=f"{no_release}, and Go is not installed",
            way_out=(
                f"allow internet access, or install Go {_text(needed)} or later "
                "(https://go.dev/doc/install), then run the same command again"
            ),
        )
    version = _version(found, machine)
    if version < needed:
        raise GoTooOldError(
            what=f"{tools.title} cannot be built with the Go on this machine",
            why=f"{found} is {_text(version)}, the pinned module needs {_text(needed)}; "
            f"and {no_release}",
            way_out=f"install Go {_text(needed)} or later (https://go.dev/doc/install), "
            "or allow internet access for the official download",
        )
    return Path(found)


def go_environ(store: Store) -> dict[str, str]:
    """The user's environment with private caches and nothing that could change a build."""
    work = store.go_work
    return {
        # Collecting garbage half as often saves the compiler a tenth of its time.
        "GOGC": "200",
        **store.machine.environ,
        "GOCACHE": str(work / "build"),
        "GOMODCACHE": str(work / "modules"),
        "GOPATH": str(work / "path"),
        "GOTMPDIR": str(work / "tmp"),
        "GOFLAGS": "-mod=readonly -modcacherw -buildvcs=false",
        "GOTOOLCHAIN": "local",
        "GOWORK": "off",
        "GOOS": "",
        "GOARCH": "",
        **BUILD_ENVIRON,
    }


def _needed(tools: ToolSet, machine: Machine) -> tuple[int, ...]:
    text = (machine.checkout / tools.module / "go.mod").read_text(encoding="utf-8")
    return _numbers(_GO_LINE.search(text))


def _version(go: str, machine: Machine) -> tuple[int, ...]:
    try:
        answer = subprocess.run(
            [go, "version"],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
            cwd="/",
            env={**machine.environ, "GOTOOLCHAIN": "local", "GOWORK": "off", "GOFLAGS": ""},
        )
    except (OSError, subprocess.TimeoutExpired):
        return UNKNOWN
    return _numbers(_GO_VERSION.search(answer.stdout))


def _numbers(match: re.Match[str] | None) -> tuple[int, ...]:
    if match is None:
        return UNKNOWN
    return tuple(int(number or 0) for number in match.groups())


def _text(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version)) if version != UNKNOWN else "of unknown version"
