"""The processes of an embedded cluster, known by what they run and never by a remembered pid.

A pid from a file may belong to anybody after a reboot; kwokctl would trust and even kill it.
"""

import contextlib
import os
import re
import shlex
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

_TERM_SECONDS: Final = 5.0
_KILL_SECONDS: Final = 5.0
_TRACE: Final = re.compile(r"\s*$|\t|goroutine \d+ |created by |[\w.-]+(/[\w.-]+)*\.\S*\(.*\)$")
"""A line of a Go stack trace: a goroutine, a call, the place of a call below it."""


@dataclass(frozen=True, slots=True)
class Component:
    """One program of the control plane, as kwokctl set it up."""

    name: str
    binary: str
    args: tuple[str, ...]


def running(folder: Path) -> dict[str, list[psutil.Process]]:
    """Return the live processes of the cluster in a folder, by the name of their component."""
    found: dict[str, list[psutil.Process]] = {}
    prefix = f"{folder}/bin/"
    mine = os.getuid()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            command = process.cmdline()
            if command and command[0].startswith(prefix) and process.uids().real == mine:
                found.setdefault(command[0].removeprefix(prefix), []).append(process)
    return found


def stop_all(folder: Path) -> None:
    """End every process of the cluster in a folder; returns once all of them are gone."""
    alive = running(folder)
    # etcd is asked to end, for it has data to write; the API server would take 5 s to agree.
    for process in (process for name in alive if name != "etcd" for process in alive[name]):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    _end([process for group in alive.values() for process in group])
    for file in (folder / "pids").glob("*.pid"):
        file.unlink(missing_ok=True)


def stop(folder: Path, name: str) -> None:
    """End one component; returns once it is gone."""
    alive = running(folder).get(name, [])
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    _end(alive)


def stop_creators(request: Path) -> None:
    """End a kwokctl that still works on a request although whoever started it is gone."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            command = process.cmdline()
            if str(request) in command and Path(command[0]).name == "kwokctl":
                found.append(process)
    _end(found)


def _end(processes: list[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    for process in _still_there(processes, _TERM_SECONDS):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    _still_there(processes, _KILL_SECONDS)


def _still_there(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Return the processes that did not end in time.

    psutil's own wait also waits for init to collect the dead, which takes seconds in containers.
    """
    deadline = time.monotonic() + seconds
    while (alive := [process for process in processes if _lives(process)]) and (
        time.monotonic() < deadline
    ):
        time.sleep(0.02)
    return alive


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def spawn(folder: Path, component: Component) -> None:
    """Start a component that outlives us, writing its log and the pid file that kwokctl reads.

    The shell in between ends at once, so that init inherits the component: nobody has to reap it.
    """
    log = folder / "logs" / f"{component.name}.log"
    pid_file = folder / "pids" / f"{component.name}.pid"
    for parent in (log.parent, pid_file.parent):
        parent.mkdir(parents=True, exist_ok=True)
    command = shlex.join((component.binary, *component.args))
    script = (
        f"{command} >>{shlex.quote(str(log))} 2>&1 </dev/null & "
        f"printf %s $! >{shlex.quote(str(pid_file))}"
    )
    subprocess.run(
        ["/bin/sh", "-c", script],
        cwd=folder,
        env=environment(),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=10,
    )


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return our environment without KWOK_ variables, each of which changes what kwokctl does."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("KWOK_")}
    return {**kept, **(extra or {})}


def holder_of(port: int) -> str:
    """Return who listens on a port, "" if that cannot be seen (another user's process)."""
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections("tcp"):
            listens = connection.status == psutil.CONN_LISTEN
            if listens and connection.laddr and connection.laddr.port == port and connection.pid:
                return f"{psutil.Process(connection.pid).name()} (pid {connection.pid})"
    return ""


def log_tail(folder: Path, names: Sequence[str], lines: int = 5) -> str:
    """Return the last lines that components logged, each below the component's name.

    Without the stack traces of Go, which would push out the line that says what happened.
    """
    parts: list[str] = []
    for name in names:
        file = folder / "logs" / f"{name}.log"
        with contextlib.suppress(OSError):
            text = file.read_text(encoding="utf-8", errors="replace")
            tail = [line for line in text.splitlines() if not _TRACE.match(line)][-lines:]
            parts += [f"last lines of {file}:", *(f"  {line[:300]}" for line in tail)]
    return "\n    ".join(parts)
