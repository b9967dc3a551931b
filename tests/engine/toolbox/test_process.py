from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import pytest

from engine.toolbox.process import run_lines


def run(script: str, folder: Path, *, tick=lambda: None, on_output=lambda _: None):
    errors: list[str] = []
    code = run_lines(
        ("/bin/sh", "-c", script),
        folder=folder,
        environ={"PATH": os.defpath, "GREETING": "hello"},
        on_output=on_output,
        on_error=errors.append,
        tick=tick,
    )
    return code, errors


def test_lines_of_both_streams_arrive_and_so_does_the_code(tmp_path: Path) -> None:
    lines: list[str] = []
    code, errors = run("echo $GREETING; pwd; echo no >&2; exit 3", tmp_path, on_output=lines.append)
    assert (code, lines, errors) == (3, ["hello", str(tmp_path)], ["no"])


def test_there_are_ticks_while_nothing_is_said(tmp_path: Path) -> None:
    def tick() -> None:
        (tmp_path / "go-on").touch()

    code, _ = run("while [ ! -e go-on ]; do sleep 0.05; done", tmp_path, tick=tick)
    assert code == 0


@pytest.mark.parametrize("ignoring", ["", "trap '' TERM; "])
def test_an_interruption_ends_the_whole_family(
    tmp_path: Path, ignoring: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.toolbox.process.SECONDS_TO_END", 0.3)
    # A test run in the background of a shell hands down an ignored SIGINT.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    pids: list[int] = []

    def interrupt(line: str) -> None:
        pids.extend(map(int, line.split()))
        signal.raise_signal(signal.SIGINT)

    script = ignoring + "sleep 1000 & echo $$ $!; wait; wait"
    try:
        with pytest.raises(KeyboardInterrupt):
            run(script, tmp_path, on_output=interrupt)
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(pids) == 2
    psutil.wait_procs([psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)], timeout=10)
    assert [pid for pid in pids if is_running(pid)] == []


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
