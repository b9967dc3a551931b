"""A judge's own environment is installed once, whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from cli import judge_environment
from cli.judge_environment import FINISHED, ensure_judge, folder_of
from engine.toolbox.errors import BuildFailedError, MissingToolsError
from engine.toolbox.machine import Machine
from engine.toolbox.progress import PlainReporter
from engine.toolbox.store import Store, clean


def quiet() -> PlainReporter:
    """A reporter that nobody reads."""
    return PlainReporter(StringIO())


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """This machine with an empty cache."""
    return replace(Machine.here(), cache=tmp_path / "cache", environ={})


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock file that asks for nothing."""
    file = tmp_path / "requirements.txt"
    file.write_text("# nothing\n", encoding="utf-8")
    return file


def commands(*scripts: str) -> object:
    """Stands for the installer: shell scripts that know the folder as $1."""
    return lambda folder, _lock: [["sh", "-c", script, "sh", str(folder)] for script in scripts]


MAKE = "mkdir -p $1/bin && touch $1/bin/python $1/bin/judge && echo made >> $1/../count"


def test_it_is_made_once(machine: Machine, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge_environment, "_commands", commands(MAKE))
    made = ensure_judge(lock, "judge", quiet(), machine)
    assert made == folder_of(lock, "judge", Store(machine)) / "bin" / "judge"
    assert ensure_judge(lock, "judge", quiet(), machine) == made
    assert (machine.cache / "count").read_text() == "made\n"


def test_two_runs_at_once_make_it_once(
    machine: Machine, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge_environment, "_commands", commands(f"sleep 0.3; {MAKE}"))
    told = StringIO()
    with ThreadPoolExecutor(2) as both:
        runs = [
            both.submit(ensure_judge, lock, "judge", PlainReporter(told), machine) for _ in range(2)
        ]
        assert len({run.result() for run in runs}) == 1
    assert (machine.cache / "count").read_text() == "made\n"
    assert "waiting for judge: process" in told.getvalue()


def test_another_lock_file_is_another_environment(machine: Machine, lock: Path) -> None:
    before = folder_of(lock, "judge", Store(machine))
    lock.write_text("# something\n", encoding="utf-8")
    assert folder_of(lock, "judge", Store(machine)) != before


def test_what_was_broken_off_is_made_anew(
    machine: Machine, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge_environment, "_commands", commands(MAKE))
    folder = folder_of(lock, "judge", Store(machine))
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()
    (folder / "half").touch()
    ensure_judge(lock, "judge", quiet(), machine)
    assert not (folder / "half").exists()
    assert (folder / FINISHED).exists()


def test_a_failed_installation_says_why_and_leaves_nothing(
    machine: Machine, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        judge_environment, "_commands", commands(MAKE, "echo no route to the index >&2; exit 3")
    )
    with pytest.raises(BuildFailedError, match="no route to the index"):
        ensure_judge(lock, "judge", quiet(), machine)
    assert not folder_of(lock, "judge", Store(machine)).exists()


def test_clean_takes_it_away(machine: Machine, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge_environment, "_commands", commands(MAKE))
    made = ensure_judge(lock, "judge", quiet(), machine)
    assert made.parent.parent in {removed.path for removed in clean(machine)}
    assert not made.exists()


def test_given_tools_are_all_there_is(machine: Machine, lock: Path, tmp_path: Path) -> None:
    given = replace(machine, environ={"PLINTH_TOOLS": str(tmp_path)})
    with pytest.raises(MissingToolsError, match="no executable file there named judge"):
        ensure_judge(lock, "judge", quiet(), given)
    (tmp_path / "judge").touch(mode=0o755)
    assert ensure_judge(lock, "judge", quiet(), given) == tmp_path / "judge"
