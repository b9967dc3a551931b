"""Engines and plugins that a plinth which was killed left running."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from engine.errors import EngineError
from engine.runner.leftovers import EngineRecord, is_alive, kill_session, session_members

# Like the engine: a leader of a session with a plugin in a process group of its own, and a daemon
# with a session of its own, which a plugin may start.
ENGINE = """
import os, subprocess, sys, time
sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
plugin = subprocess.Popen(sleep, process_group=0)
daemon = subprocess.Popen(sleep, start_new_session=True)
print(plugin.pid, daemon.pid, flush=True)
time.sleep(float(sys.argv[1]))
os._exit(0)
"""


class Family:
    """An engine, its plugin and a daemon."""

    def __init__(self, seconds: float) -> None:
        self.engine = subprocess.Popen(
            [sys.executable, "-c", ENGINE, str(seconds)],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.engine.stdout is not None
        self.plugin, self.daemon = (int(each) for each in self.engine.stdout.readline().split())

    def end(self) -> None:
        """Leave nothing of it."""
        kill_session(self.engine.pid)
        kill_session(self.daemon)
        self.engine.communicate()


@pytest.fixture
def family() -> Iterator[Family]:
    made = Family(60)
    yield made
    made.end()


@pytest.fixture
def short_family() -> Iterator[Family]:
    """An engine that ends by itself and leaves its plugin."""
    made = Family(0.5)
    yield made
    made.end()


def runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_session_has_its_leader_first_and_no_daemon(family: Family):
    assert session_members(family.engine.pid) == [family.engine.pid, family.plugin]


def test_a_session_that_is_killed_takes_its_plugins_along_and_spares_daemons(family: Family):
    kill_session(family.engine.pid)
    assert [runs(pid) for pid in (family.engine.pid, family.plugin, family.daemon)] == [
        False,
        False,
        True,
    ]


def test_no_session_is_no_error():
    process = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    process.wait()
    kill_session(process.pid)


def test_an_engine_that_is_noted_is_forgotten_when_it_has_ended(tmp_path: Path):
    record = EngineRecord(tmp_path / "engine.json")
    record.write(os.getpid())
    assert record.path.exists()
    record.clear()
    assert list(tmp_path.iterdir()) == []


def test_an_engine_that_has_ended_already_needs_no_note(tmp_path: Path):
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    EngineRecord(tmp_path / "engine.json").write(process.pid)
    assert list(tmp_path.iterdir()) == []


def test_a_living_engine_is_waited_for_and_the_plugin_it_leaves_is_ended(
    tmp_path: Path, short_family: Family
):
    record = EngineRecord(tmp_path / "engine.json")
    record.write(short_family.engine.pid)
    record.settle(wait_seconds=30)
    assert not runs(short_family.engine.pid)
    assert not runs(short_family.plugin)
    assert runs(short_family.daemon)
    assert not record.path.exists()


def test_an_engine_that_goes_on_is_named_and_left_alone(tmp_path: Path, family: Family):
    record = EngineRecord(tmp_path / "engine.json")
    record.write(family.engine.pid)
    with pytest.raises(EngineError, match=f"(?s)process {family.engine.pid}.*kill -INT"):
        record.settle(wait_seconds=0.1)
    assert runs(family.engine.pid)
    assert runs(family.plugin)
    assert record.path.exists()


def test_a_process_that_only_has_the_number_of_an_engine_is_another(family: Family):
    born = psutil.Process(family.engine.pid).create_time()
    assert is_alive(family.engine.pid, born)
    assert not is_alive(family.engine.pid, born - 60)


def test_a_dead_process_that_is_not_yet_buried_is_not_alive(short_family: Family):
    born = psutil.Process(short_family.engine.pid).create_time()
    deadline = time.monotonic() + 30
    while is_alive(short_family.engine.pid, born):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert psutil.Process(short_family.engine.pid).status() == psutil.STATUS_ZOMBIE


def test_another_session_that_has_the_number_now_is_spared(tmp_path: Path, family: Family):
    record = EngineRecord(tmp_path / "engine.json")
    record.path.write_text(f'{{"pid": {family.engine.pid}, "born": 1000.0}}')
    record.settle(wait_seconds=0)
    assert runs(family.engine.pid)
    assert runs(family.plugin)
    assert not record.path.exists()


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"pid": 1}'])
def test_a_note_that_is_none_is_no_engine(tmp_path: Path, content: bytes | None):
    record = EngineRecord(tmp_path / "engine.json")
    if content is not None:
        record.path.write_bytes(content)
    record.settle(wait_seconds=0)
