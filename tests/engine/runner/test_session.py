"""What holds before and after a run, and how signals reach the engine; the engine is played."""

import contextlib
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from engine.errors import EngineError
from engine.runner.outcomes import RunFailedError, RunInterruptedError
from engine.runner.places import Places
from engine.runner.session import Session
from engine.runner.workspace import LocalStack

STATE = {"version": 3, "checkpoint": {"latest": {"resources": []}}}
# Plays the engine: notes how it was called, then does what the test says.
ENGINE = f"""#!{sys.executable}
import json, os, pathlib, signal, sys, time
parent = os.getppid()
with open("calls", "a") as file: file.write(" ".join(sys.argv[2:4]) + "\\n")
"""


@pytest.fixture
def stack(tmp_path: Path) -> LocalStack:
    made = LocalStack(
        project="shop", stack="dev", places=Places(tmp_path / "data"), checkout=tmp_path
    )
    project = tmp_path / "Pulumi.yaml"
    project.write_text("name: shop\nruntime: python\n")
    made.write(project, {})
    made.state_file.parent.mkdir(parents=True)
    made.state_file.write_text(json.dumps(STATE))
    return made


def session(stack: LocalStack, tmp_path: Path, body: str = "", stops: list[int] | None = None):
    binary = tmp_path / "engine"
    binary.write_text(ENGINE + body)
    binary.chmod(0o755)
    return Session(
        stack=stack,
        pulumi=binary,
        program=lambda: None,
        on_event=lambda _: None,
        on_interrupt=(stops if stops is not None else []).append,
        restore_command="./plinth restore dev",
        settled_command="./plinth up dev --settled",
    )


def calls(stack: LocalStack) -> list[str]:
    return (stack.folder / "calls").read_text().splitlines()


@pytest.mark.parametrize(
    ("operation", "started"),
    [("up", "up --yes"), ("destroy", "destroy --skip-preview")],
)
def test_a_run_starts_the_engine_exactly_once(
    stack: LocalStack, tmp_path: Path, operation, started: str
):
    run = session(stack, tmp_path)
    with run.alone("x") as notices:
        run.run(operation, notices)
    assert calls(stack) == [started]


def test_a_stack_is_made_only_where_there_is_none(stack: LocalStack, tmp_path: Path):
    stack.state_file.unlink()
    run = session(
        stack,
        tmp_path,
        f"pathlib.Path({str(stack.state_file)!r}).write_text({json.dumps(STATE)!r})",
    )
    with run.alone("x") as notices:
        run.run("up", notices)
    assert calls(stack) == ["stack init", "up --yes"]


def test_a_failed_run_says_what_the_engine_said_and_is_sealed(stack: LocalStack, tmp_path: Path):
    run = session(stack, tmp_path, "print('because', file=sys.stderr); sys.exit(255)")
    with run.alone("x") as notices, pytest.raises(RunFailedError, match=r"^because$"):
        run.run("up", notices)
    run.seal.check()
    assert run.seal.copy.read_bytes() == stack.state_file.read_bytes()


def test_the_engines_word_for_another_passphrase_becomes_ours(stack: LocalStack, tmp_path: Path):
    words = "get stack secrets manager: incorrect passphrase"
    run = session(stack, tmp_path, f"print({words!r}, file=sys.stderr); sys.exit(255)")
    with run.alone("x") as notices, pytest.raises(EngineError) as caught:
        run.run("up", notices)
    assert "put the old passphrase file back" in caught.value.way_out
    assert f"remove {stack.folder}, then ./plinth up --recreate" in caught.value.way_out


def test_an_engine_that_the_system_killed_is_no_riddle(stack: LocalStack, tmp_path: Path):
    run = session(stack, tmp_path, "os.kill(os.getpid(), signal.SIGKILL)")
    with run.alone("x") as notices, pytest.raises(EngineError, match=r"(?s)signal 9.*plinth up"):
        run.run("up", notices)


INTERRUPTED = """
got = []
signal.signal(signal.SIGINT, lambda *_: got.append(1))
for number in range({times}):
    os.kill(parent, signal.{signal}); time.sleep(0.3)
print(len(got)); time.sleep({sleep}); sys.exit(255)
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_asks_the_engine_to_stop(stack: LocalStack, tmp_path: Path, name: str):
    stops: list[int] = []
    body = INTERRUPTED.format(times=1, signal=name, sleep=0)
    run = session(stack, tmp_path, body, stops)
    with run.alone("x") as notices, pytest.raises(RunInterruptedError) as caught:
        run.run("up", notices)
    assert stops == [1]
    assert "stdout: 1" in str(caught.value.__cause__)


def test_a_second_signal_is_not_passed_on_and_the_third_ends_the_engine(
    stack: LocalStack, tmp_path: Path
):
    stops: list[int] = []
    run = session(stack, tmp_path, INTERRUPTED.format(times=2, signal="SIGINT", sleep=0), stops)
    with run.alone("x") as notices, pytest.raises(RunInterruptedError) as caught:
        run.run("up", notices)
    assert (stops, "stdout: 1" in str(caught.value.__cause__)) == ([1, 2], True)
    run = session(stack, tmp_path, INTERRUPTED.format(times=3, signal="SIGINT", sleep=60), stops)
    with run.alone("x") as notices, pytest.raises(RunInterruptedError) as caught:
        run.run("up", notices)
    assert "code: -9" in str(caught.value.__cause__)


def test_signals_mean_again_what_they_meant_before(stack: LocalStack, tmp_path: Path):
    before = signal.getsignal(signal.SIGINT)
    run = session(stack, tmp_path)
    with run.alone("x") as notices:
        run.run("up", notices)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_damaged_state_is_refused_before_the_engine_is_started(stack: LocalStack, tmp_path: Path):
    run = session(stack, tmp_path)
    with run.alone("x"):
        pass
    stack.state_file.write_text("{")
    with pytest.raises(EngineError, match=r"(?s)damaged.*\./plinth restore dev"), run.alone("x"):
        raise AssertionError("the run began")
    run.restore("restore")
    with run.alone("x"):
        pass


def test_a_full_disk_at_the_end_does_not_hide_how_the_run_ended(
    stack: LocalStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    run = session(stack, tmp_path, "print('because', file=sys.stderr); sys.exit(255)")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    def failing() -> None:
        with run.alone("x") as notices, contextlib.ExitStack() as stack:
            stack.callback(monkeypatch.setattr, os, "fsync", full)
            run.run("up", notices)

    with pytest.raises(RunFailedError):
        failing()
    monkeypatch.undo()
    with run.alone("x"):
        pass


def test_an_empty_stack_is_removed_without_a_trace(stack: LocalStack, tmp_path: Path):
    run = session(stack, tmp_path)
    with run.alone("x"):
        assert run.remove() == frozenset()
    assert not stack.places.stacks.joinpath("shop").exists()


def test_the_other_stacks_of_a_project_stay(stack: LocalStack, tmp_path: Path):
    other = stack.places.stack("shop", "prod")
    other.mkdir()
    run = session(stack, tmp_path)
    with run.alone("x"):
        run.remove()
    assert other.exists()


def test_secrets_that_a_user_set_stay_with_the_key_to_them(stack: LocalStack, tmp_path: Path):
    kept = {"encryptionsalt": "s", "config": {"platform:token": {"secure": "v1:x"}}}
    stack.stack_file.write_text(json.dumps(kept))
    run = session(stack, tmp_path)
    with run.alone("x"):
        assert run.remove() == {"token"}
    assert list(stack.folder.iterdir()) == [stack.stack_file]
    assert json.loads(stack.stack_file.read_text()) == kept


def test_a_stack_that_still_has_resources_is_not_removed(stack: LocalStack, tmp_path: Path):
    full = {"version": 3, "checkpoint": {"latest": {"resources": [{"urn": "u", "type": "t"}]}}}
    stack.state_file.write_text(json.dumps(full))
    run = session(stack, tmp_path)
    with run.alone("x"), pytest.raises(EngineError, match="still has 1 resources"):
        run.remove()
    assert stack.state_file.exists()


def test_a_stack_whose_resources_are_gone_with_their_cluster_is_forgotten(
    stack: LocalStack, tmp_path: Path
):
    full = {"version": 3, "checkpoint": {"latest": {"resources": [{"urn": "u", "type": "t"}]}}}
    stack.state_file.write_text(json.dumps(full))
    run = session(stack, tmp_path)
    with run.alone("x"):
        assert run.forget() == frozenset()
    assert not stack.folder.exists()
