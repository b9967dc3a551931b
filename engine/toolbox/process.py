"""Run a long command: its lines as they come, a tick in between, nothing left behind."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

SECONDS_BETWEEN_TICKS = 0.5
SECONDS_TO_END = 5.0


def run_lines(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environ: Mapping[str, str],
    on_output: Callable[[str], None],
    on_error: Callable[[str], None],
    tick: Callable[[], None],
) -> int:
    """The command's exit code; its whole process group is ended when we are interrupted."""
    with subprocess.Popen(
        [os.fspath(part) for part in command],
        cwd=folder,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            _pump(process, on_output, on_error, tick)
            return process.wait()
        except BaseException:
            end_group(process)
            raise


def end_group(process: subprocess.Popen[str]) -> None:
    """End the process and all its children: politely, after five seconds not."""
    for ask in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, ask)
        except ProcessLookupError:
            break
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            continue


def _pump(
    process: subprocess.Popen[str],
    on_output: Callable[[str], None],
    on_error: Callable[[str], None],
    tick: Callable[[], None],
) -> None:
    lines: queue.SimpleQueue[tuple[Callable[[str], None], str] | None] = queue.SimpleQueue()

    def read(stream: TextIO | None, handle: Callable[[str], None]) -> None:
        for line in stream or ():
            lines.put((handle, line.rstrip("\n")))
        lines.put(None)

    readers = [
        threading.Thread(target=read, args=arguments, daemon=True)
        for arguments in ((process.stdout, on_output), (process.stderr, on_error))
    ]
    for reader in readers:
        reader.start()
    open_streams = len(readers)
    while open_streams:
        try:
            item = lines.get(timeout=SECONDS_BETWEEN_TICKS)
        except queue.Empty:
            tick()
            continue
        if item is None:
            open_streams -= 1
        else:
            item[0](item[1])
