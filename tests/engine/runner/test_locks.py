"""One plinth at a time, and whose engine lock may be removed."""

import fcntl
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from engine.errors import EngineError
from engine.runner.locks import (
    EngineLock,
    holder_is_dead,
    only_run,
    read_lock,
    remove_dead_locks,
)

HERE = platform.node()


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    """A process that lives until the test is over."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def write_lock(
    folder: Path, pid: int, host: str = HERE, since: float | None = None, name: str = "a"
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.fromtimestamp(since or time.time(), UTC).isoformat()
    content = {"pid": pid, "username": "somebody", "hostname": host, "timestamp": stamp}
    path = folder / f"{name}.json"
    path.write_text(json.dumps(content))
    return path


def test_a_second_run_is_refused_and_told_who_holds_the_stack(tmp_path: Path):
    lock = tmp_path / "new" / "run.lock"
    with (
        only_run(lock, "plinth up dev"),
        pytest.raises(EngineError, match=f"plinth up dev, process {os.getpid()}"),
        only_run(lock, "plinth destroy dev"),
    ):
        pass


def test_a_run_that_ended_leaves_the_stack_free(tmp_path: Path):
    for command in ("plinth up dev", "plinth up a-much-shorter"):
        with only_run(tmp_path / "run.lock", command):
            assert (tmp_path / "run.lock").read_text() == f"{command}, process {os.getpid()}"


def test_a_run_that_was_killed_leaves_the_stack_free(tmp_path: Path):
    lock = tmp_path / "run.lock"
    program = (
        "import pathlib, sys, time; from engine.runner.locks import only_run\n"
        "with only_run(pathlib.Path(sys.argv[1]), 'x'): print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(lock)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(EngineError, match=f"x, process {process.pid}"), only_run(lock, "y"):
        pass
    process.kill()
    process.communicate()
    with only_run(lock, "y"):
        pass


def test_what_a_run_starts_does_not_hold_the_stack_after_it(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
):
    del sleeper
    lock = tmp_path / "run.lock"
    with only_run(lock, "x"):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with only_run(lock, "y"):
        pass
    child.communicate(b"\n")


def test_a_lock_file_that_was_removed_with_its_folder_is_made_anew(tmp_path: Path):
    lock = tmp_path / "stack" / "run.lock"
    with only_run(lock, "destroy"):
        lock.unlink()
        lock.parent.rmdir()
        with only_run(lock, "up"):
            assert lock.read_text().startswith("up")


def test_a_lock_file_that_is_removed_while_it_is_being_taken_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lock, flock = tmp_path / "run.lock", fcntl.flock

    def removed_meanwhile(descriptor: int, operation: int) -> None:
        monkeypatch.setattr(fcntl, "flock", flock)
        lock.unlink()
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", removed_meanwhile)
    with only_run(lock, "up"):
        assert lock.read_text().startswith("up")


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(EngineError, match="cannot be written"),
        only_run(tmp_path / "file" / "run.lock", "x"),
    ):
        pass


def test_a_lock_of_the_engine_is_read(tmp_path: Path):
    # Word for word what engine 3.259 writes, but for names.
    path = tmp_path / "a.json"
    path.write_text(
        '{"pid":31682,"username":"root","hostname":"box",'
        '"timestamp":"2026-11-21T03:52:10.123456789Z"}'
    )
    assert read_lock(path) == EngineLock(path, 31682, "box", "root", 1795233130.123456)


@pytest.mark.parametrize("content", ["", "{", '{"pid": 1}', "null"])
def test_a_lock_that_cannot_be_read_stops_everything_and_stays(tmp_path: Path, content: str):
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(EngineError, match=r"(?s)cannot be read.*a.json.*remove that file"):
        remove_dead_locks(tmp_path)
    assert path.exists()


def test_a_lock_of_a_dead_process_of_this_machine_is_removed(tmp_path: Path):
    path = write_lock(tmp_path, dead_pid())
    assert [lock.path for lock in remove_dead_locks(tmp_path)] == [path]
    assert not path.exists()


def test_a_lock_of_another_machine_is_respected_whatever_its_process_is(tmp_path: Path):
    path = write_lock(tmp_path, dead_pid(), host="elsewhere")
    with pytest.raises(EngineError, match="on elsewhere holds"):
        remove_dead_locks(tmp_path)
    assert path.exists()


def test_a_lock_whose_number_another_process_has_now_is_removed(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
):
    before = psutil.Process(sleeper.pid).create_time() - 60
    write_lock(tmp_path, sleeper.pid, since=before)
    assert len(remove_dead_locks(tmp_path)) == 1


def test_a_living_engine_is_waited_for_and_then_named(
    tmp_path: Path, sleeper: subprocess.Popen[bytes]
):
    path = write_lock(tmp_path, sleeper.pid)
    with pytest.raises(EngineError, match=f"process {sleeper.pid} of somebody on this machine"):
        remove_dead_locks(tmp_path, wait_seconds=0.1)
    assert path.exists()


def test_a_living_engine_that_ends_and_takes_its_lock_away_lets_the_run_go_on(
    tmp_path: Path, sleeper: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
):
    path = write_lock(tmp_path, sleeper.pid)
    monkeypatch.setattr("time.sleep", lambda _: path.unlink())
    assert remove_dead_locks(tmp_path) == []


def test_one_foreign_lock_among_dead_ones_still_stops_the_run(tmp_path: Path):
    write_lock(tmp_path, dead_pid(), name="a")
    write_lock(tmp_path, dead_pid(), host="elsewhere", name="b")
    with pytest.raises(EngineError, match="elsewhere"):
        remove_dead_locks(tmp_path)


def test_no_lock_folder_is_no_lock(tmp_path: Path):
    assert remove_dead_locks(tmp_path / "none") == []


def test_a_holder_that_is_dead_but_not_yet_buried_is_dead(tmp_path: Path):
    process = subprocess.Popen([sys.executable, "-c", ""])
    try:
        while psutil.Process(process.pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)
        lock = EngineLock(tmp_path, process.pid, HERE, "me", time.time())
        assert holder_is_dead(lock, HERE)
    finally:
        process.wait()
