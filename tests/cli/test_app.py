import runpy
import sys
from types import ModuleType

import pytest

from cli import app


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["plinth", "show"])


def test_ctrl_c_in_a_command_says_that_it_was_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "_find", _stop)
    with pytest.raises(SystemExit) as ended:
        app.main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "stopped; the same command goes on from here\n"


def test_ctrl_c_before_there_is_a_command_ends_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    half_loaded = ModuleType("cli.app")
    half_loaded.__dict__["main"] = _stop
    monkeypatch.setitem(sys.modules, "cli.app", half_loaded)
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("cli", run_name="__main__")
    assert ended.value.code == 130
    assert capsys.readouterr().err == ""


def test_a_failure_ends_in_its_message_and_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["plinth", "show", "zzz"])
    with pytest.raises(SystemExit) as ended:
        app.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("no such stack: zzz; there are: ")
