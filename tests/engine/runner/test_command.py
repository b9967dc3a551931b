"""The engine as a process: its words, its end, and how it is stopped."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from pulumi.automation.errors import CommandError

from engine.runner.command import EngineCommand, StoppedError
from engine.runner.leftovers import EngineRecord

PROLOGUE = f"#!{sys.executable}\nimport os, signal, subprocess, sys, time\n"
# Ends a second after the first SIGINT, like an engine with a step in flight.
PATIENT = """
def stop(*_):
    print("finishing", flush=True); time.sleep(0.3); print("done", flush=True); os._exit(255)
signal.signal(signal.SIGINT, stop)
open("ready", "w").close()
time.sleep(60)
"""
STUBBORN = """
signal.signal(signal.SIGINT, signal.SIG_IGN)
plugin = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], process_group=0)
open("plugin", "w").write(str(plugin.pid))
os.rename("plugin", "ready")
time.sleep(60)
"""


@pytest.fixture
def record(tmp_path: Path) -> EngineRecord:
    return EngineRecord(tmp_path / "engine.json")


def engine(tmp_path: Path, record: EngineRecord, body: str) -> EngineCommand:
    binary = tmp_path / "engine"
    binary.write_text(PROLOGUE + body)
    binary.chmod(0o755)
    return EngineCommand(binary, record)


def wait_until_gone(pid: int) -> None:
    """Wait for whoever inherits a dead process to bury it."""
    deadline = time.monotonic() + 30
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, f"process {pid} lives"
        time.sleep(0.01)


def when_ready(tmp_path: Path, *actions) -> None:
    """Run actions in a thread once the engine says that it is ready."""

    def wait() -> None:
        while not (tmp_path / "ready").exists():
            time.sleep(0.01)
        for action in actions:
            action()

    threading.Thread(target=wait).start()


def test_the_words_of_the_engine_come_back_whole(tmp_path: Path, record: EngineRecord):
    command = engine(tmp_path, record, "print('one\\ntwö'); print('err', file=sys.stderr)")
    heard: list[str] = []
    result = command.run([], str(tmp_path), {"PYTHONIOENCODING": "utf8"}, heard.append)
    assert (result.stdout, result.stderr, result.code) == ("one\ntwö", "err", 0)
    assert heard == ["one", "twö"]


def test_output_that_is_no_text_is_no_failure(tmp_path: Path, record: EngineRecord):
    command = engine(tmp_path, record, "os.write(1, b'\\xff\\n')")
    assert command.run([], str(tmp_path), {}).stdout == "\N{REPLACEMENT CHARACTER}"


def test_the_engine_gets_the_given_environment_and_no_other(
    tmp_path: Path, record: EngineRecord, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PULUMI_ACCESS_TOKEN", "secret")
    command = engine(tmp_path, record, "print(sorted(k for k in os.environ if 'PULUMI' in k))")
    heard = command.run([], str(tmp_path), {"PULUMI_HOME": "/x"}).stdout
    assert heard == "['PULUMI_AUTOMATION_API', 'PULUMI_HOME']"


def test_the_engine_never_asks(tmp_path: Path, record: EngineRecord):
    command = engine(tmp_path, record, "print(sys.argv[1:], repr(sys.stdin.read()))")
    assert command.run(["up"], str(tmp_path), {}).stdout == "['--non-interactive', 'up'] ''"


def test_a_failing_engine_raises_with_its_words(tmp_path: Path, record: EngineRecord):
    command = engine(tmp_path, record, "print('because', file=sys.stderr); sys.exit(255)")
    with pytest.raises(CommandError, match=r"(?s)255.*because"):
        command.run([], str(tmp_path), {})
    assert not record.path.exists()


def test_a_first_interruption_lets_the_engine_finish(tmp_path: Path, record: EngineRecord):
    command = engine(tmp_path, record, PATIENT)
    when_ready(tmp_path, command.interrupt)
    with pytest.raises(CommandError, match=r"(?s)finishing\ndone"):
        command.run([], str(tmp_path), {})


def test_ctrl_c_at_the_terminal_does_not_reach_the_engine_by_itself(
    tmp_path: Path, record: EngineRecord
):
    command = engine(tmp_path, record, "print(os.getsid(0) == os.getpid())")
    assert command.run([], str(tmp_path), {}).stdout == "True"


def test_a_killed_engine_takes_its_plugins_along(tmp_path: Path, record: EngineRecord):
    command = engine(tmp_path, record, STUBBORN)
    when_ready(tmp_path, command.interrupt, command.kill)
    with pytest.raises(CommandError, match=f"code: -{signal.SIGKILL.value}"):
        command.run([], str(tmp_path), {})
    wait_until_gone(int((tmp_path / "ready").read_text()))


def test_after_an_interruption_no_other_engine_is_started(tmp_path: Path, record: EngineRecord):
    command = engine(tmp_path, record, "open('started', 'w')")
    command.interrupt()
    with pytest.raises(StoppedError):
        command.run([], str(tmp_path), {})
    assert not (tmp_path / "started").exists()


def test_an_error_of_ours_while_the_engine_runs_ends_it(
    tmp_path: Path, record: EngineRecord, monkeypatch: pytest.MonkeyPatch
):
    command, pids = engine(tmp_path, record, "time.sleep(60)"), list[int]()

    def full(_record: EngineRecord, pid: int) -> None:
        pids.append(pid)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(EngineRecord, "write", full)
    with pytest.raises(OSError, match="No space left"):
        command.run([], str(tmp_path), {})
    wait_until_gone(pids[0])
    assert not command.busy


def test_while_it_runs_the_engine_is_on_record(tmp_path: Path, record: EngineRecord):
    command = engine(tmp_path, record, "time.sleep(0.1); print(open('engine.json').read())")
    noted = command.run([], str(tmp_path), {}).stdout
    assert noted.startswith('{"pid":')
    assert str(os.getpid()) not in noted
    assert not record.path.exists()
