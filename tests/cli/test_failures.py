import errno
from pathlib import Path

import pytest
import typer
from typer.exceptions import TyperException

from cli.failures import FAILED, INTERRUPTED, WRONG_FILE, exit_code_and_message
from cli.target import UnknownStackError
from engine.embedded.errors import ClusterError
from engine.errors import EngineError
from engine.runner.outcomes import RunFailedError, RunInterruptedError
from engine.toolbox.errors import NoWayToGetToolsError
from stacks.file import Origin, Problem, StackFileError

WORDS = {"what": "no", "why": "because", "way_out": "do this"}
BROKEN = StackFileError(Path("a.yaml"), [Problem(("x",), "is wrong", Origin(Path("a.yaml"), 3, 1))])


@pytest.mark.parametrize(
    ("error", "code", "part"),
    [
        (BROKEN, WRONG_FILE, ":3 x: is wrong"),
        (UnknownStackError("no such stack: x"), WRONG_FILE, "no such stack: x"),
        (TyperException("no such option"), WRONG_FILE, "--help"),
        (EngineError(**WORDS), FAILED, "way out: do this"),
        (ClusterError(**WORDS), FAILED, "way out: do this"),
        (NoWayToGetToolsError(**WORDS), FAILED, "way out: do this"),
        (RunFailedError("failed: Deployment web"), FAILED, "failed: Deployment web"),
        (RunInterruptedError(), INTERRUPTED, "./plinth up goes on"),
        (typer.Abort(), INTERRUPTED, "stopped"),
        (OSError(errno.ENOSPC, "No space left on device"), FAILED, "the disk is full"),
    ],
)
def test_every_failure_has_its_code_and_a_next_step(error: Exception, code: int, part: str) -> None:
    got, message = exit_code_and_message(error)
    assert got == code
    assert part in message


def test_what_nobody_foresaw_keeps_its_traceback_in_a_file() -> None:
    with pytest.raises(KeyError) as caught:
        dict[str, str]().__getitem__("missing")
    code, message = exit_code_and_message(caught.value)
    log = Path(message.rpartition("details: ")[2])
    try:
        assert code == FAILED
        assert "Traceback" not in message
        assert "KeyError: 'missing'" in log.read_text(encoding="utf-8")
    finally:
        log.unlink()


def test_without_room_for_the_details_the_failure_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(**_: str) -> tuple[int, str]:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("cli.failures.tempfile.mkstemp", full)
    assert exit_code_and_message(KeyError("missing")) == (
        FAILED,
        (
            "plinth failed in a way nobody foresaw: 'missing'\n"
            "  there is no room for the details: [Errno 28] No space left on device"
        ),
    )
