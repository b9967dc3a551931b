"""A Python environment for a judge that is a Python program, apart from plinth's own."""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.toolbox import locks
from engine.toolbox.errors import (
    BuildFailedError,
    MissingToolsError,
    cache_not_writable,
)
from engine.toolbox.locate import GIVEN
from engine.toolbox.machine import Machine
from engine.toolbox.process import run_lines
from engine.toolbox.progress import Reporter
from engine.toolbox.store import Store, remove

EXPECTED_SECONDS = 60
"""What pip took on two cores; uv takes a few seconds."""

FINISHED = "finished"


def ensure_judge(
    lock: Path, program: str, reporter: Reporter, machine: Machine | None = None
) -> Path:
    """Install a lock file into an environment of its own, once for all runs; return the program.

    Raises ToolError; after that, and after an interruption, the same call begins anew.
    """
    machine = machine or Machine.here()
    if name := machine.environ.get(GIVEN):
        return _given(Path(name).expanduser().absolute(), program)
    store = Store(machine)
    folder = folder_of(lock, program, store)
    if _is_finished(folder):
        return folder / "bin" / program
    waiting = _waiting(reporter, program)
    try:
        with (
            locks.shared(store.use_lock, waiting=waiting),
            locks.exclusive(
                store.root / "locks" / f"{program}.lock",
                doing=f"installing {program}",
                expected_seconds=EXPECTED_SECONDS,
                waiting=waiting,
            ),
        ):
            if not _is_finished(folder):
                _make(folder, lock, program, reporter)
    except OSError as error:
        raise cache_not_writable(store.root, error) from error
    return folder / "bin" / program


def folder_of(lock: Path, program: str, store: Store) -> Path:
    """Where the environment belongs; another lock file or Python is another folder."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update(f"{sys.base_prefix} {sys.version}".encode())
    return store.root / f"{program}-{digest.hexdigest()[:12]}"


def _is_finished(folder: Path) -> bool:
    return (folder / FINISHED).is_file() and (folder / "bin" / "python").exists()


def _given(folder: Path, program: str) -> Path:
    if os.access(folder / program, os.X_OK):
        return folder / program
    raise MissingToolsError(
        what=f"{GIVEN} is set to {folder}, but not every tool is in it",
        why=f"no executable file there named {program}",
        way_out=f"put it there, or unset {GIVEN} and let plinth get the tools itself",
    )


def _make(folder: Path, lock: Path, program: str, reporter: Reporter) -> None:
    # An environment knows its own path, so it cannot be made elsewhere and moved here.
    remove(folder)
    for command in _commands(folder, lock):
        said: list[str] = []
        code = run_lines(
            command,
            folder=lock.parent,
            environ=os.environ,
            on_output=said.append,
            on_error=said.append,
            tick=lambda: reporter.step(f"installing {program}", None, None),
        )
        if code != 0:
            remove(folder)
            raise BuildFailedError(
                what=f"{program} could not be installed from {lock}",
                why="\n".join(line.rstrip() for line in said[-5:])
                or f"{command[0]} ended with {code}",
                way_out="the package index must be within reach; then run the same command again",
            )
    (folder / FINISHED).touch()


def _commands(folder: Path, lock: Path) -> Sequence[Sequence[str]]:
    python, wanted = str(folder / "bin" / "python"), ("--require-hashes", "-r", str(lock))
    if importlib.util.find_spec("uv"):
        uv = (sys.executable, "-m", "uv")
        return (
            (*uv, "venv", "--quiet", "--python", sys.executable, str(folder)),
            (*uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python, *wanted),
        )
    return (
        (sys.executable, "-m", "venv", str(folder)),
        (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted),
    )


def _waiting(reporter: Reporter, program: str) -> locks.Waiting:
    def waiting(holder: locks.Holder | None) -> None:
        who = f"process {holder.pid} is {holder.doing}" if holder else "another run has it"
        reporter.step(f"waiting for {program}: {who}", None, None)

    return waiting
