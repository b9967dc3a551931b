"""Tools that are on the machine already: in PLINTH_TOOLS or on PATH."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.toolbox.errors import MissingToolsError, UnexpectedToolError
from engine.toolbox.machine import Machine
from engine.toolbox.sets import Binary, Fit, ToolSet

GIVEN = "PLINTH_TOOLS"
SECONDS_TO_ANSWER = 20

Version = tuple[int, int, int]
_VERSION = re.compile(r"(?<![\d.])v?(\d+)\.(\d+)\.(\d+)")


def given(sets: Sequence[ToolSet], machine: Machine) -> dict[str, Path] | None:
    """The binaries in the folder PLINTH_TOOLS names, None when it is unset.

    Raises MissingToolsError when one of them is not there or not executable.
    """
    name = machine.environ.get(GIVEN)
    if not name:
        return None
    folder = Path(name).expanduser().absolute()
    paths = {binary.name: folder / binary.name for row in sets for binary in row.binaries}
    missing = [tool for tool, path in paths.items() if not _is_executable(path)]
    if missing:
        raise MissingToolsError(
            what=f"{GIVEN} is set to {folder}, but not every tool is in it",
            why=f"no executable file there named {', '.join(missing)}",
            way_out=f"put them there, or unset {GIVEN} and let plinth get the tools itself",
        )
    return paths


def on_path(
    tools: ToolSet, machine: Machine, note: Callable[[str], None]
) -> dict[str, Path] | None:
    """The set's binaries on PATH when all are there and fit the pin; else None, with a note."""
    paths: dict[str, Path] = {}
    for binary in tools.binaries:
        found = shutil.which(binary.name, path=machine.search_path)
        if found is None:
            return None
        paths[binary.name] = Path(found).absolute()
    for binary in tools.binaries:
        version = version_of(paths[binary.name], binary)
        if version is None or not fits(version, parse(binary.version), tools.fit):
            said = "tells no version" if version is None else f"is {_text(version)}"
            wanted = _wanted(binary, tools.fit)
            note(f"{paths[binary.name]} {said}, plinth needs {wanted}: it is not used")
            return None
    return paths


def check_fresh(folder: Path, tools: ToolSet) -> None:
    """Start each binary once; raises UnexpectedToolError unless it reports its pinned version."""
    for binary in tools.binaries:
        version = version_of(folder / binary.name, binary)
        if version != parse(binary.version):
            said = "it does not start" if version is None else f"it reports {_text(version)}"
            raise UnexpectedToolError(
                what=f"{binary.name} was fetched but is not {binary.name} {binary.version}",
                why=said,
                way_out="run again; if it stays, put the tools in a folder and name it in " + GIVEN,
            )


def version_of(path: Path, binary: Binary) -> Version | None:
    """The first version in what the binary says about itself; None when it says none."""
    environ = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "1"}
    try:
        answer = subprocess.run(
            [path, *binary.ask],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS_TO_ANSWER,
            env=environ,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if answer.returncode != 0:
        return None
    found = _VERSION.search(answer.stdout) or _VERSION.search(answer.stderr)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def fits(found: Version, pin: Version, fit: Fit) -> bool:
    """Whether a version on PATH may stand in for the pinned one."""
    match fit:
        case "same-major-at-least":
            return found[0] == pin[0] and found >= pin
        case "same-minor":
            return found[:2] == pin[:2]


def parse(text: str) -> Version:
    """`1.36.3` as numbers."""
    major, minor, patch = text.split(".")
    return int(major), int(minor), int(patch)


def _wanted(binary: Binary, fit: Fit) -> str:
    match fit:
        case "same-major-at-least":
            return f"{binary.version} or a later {parse(binary.version)[0]}.x"
        case "same-minor":
            major, minor, _ = parse(binary.version)
            return f"{major}.{minor}.x"


def _text(version: Version) -> str:
    return ".".join(map(str, version))


def _is_executable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
