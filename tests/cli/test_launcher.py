import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.target import CHECKOUT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose bootstrap only tells that it was called, and whose lock is installed."""
    installed = tmp_path / ".venv" / "installed"
    installed.mkdir(parents=True)
    (tmp_path / "tools").mkdir()
    shutil.copy(CHECKOUT / "plinth", tmp_path)
    (tmp_path / "tools" / "bootstrap.py").write_text(
        "import sys; print('bootstrap', sys.argv[2]); sys.exit(7)"
    )
    for folder in (tmp_path, installed):
        (folder / "requirements.txt").write_text("one\n")
    (tmp_path / "requirements-dev.txt").write_text("two\n")
    return tmp_path


def launched(checkout: Path, *words: str, path: str = os.environ["PATH"]) -> tuple[int, str, str]:
    ended = subprocess.run(
        [checkout / "plinth", *words],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout.strip(), ended.stderr.strip()


def put_python(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "$@" with "$PYTHONPATH"\n')
    python.chmod(0o755)


def test_what_is_installed_already_is_run_at_once(checkout: Path) -> None:
    put_python(checkout)
    assert launched(checkout, "show", "a b") == (0, f"-P -m cli show a b with {checkout}", "")


def test_a_changed_lock_is_installed_first(checkout: Path) -> None:
    put_python(checkout)
    (checkout / "requirements.txt").write_text("changed\n")
    assert launched(checkout, "show") == (7, "bootstrap requirements.txt", "")


def test_tests_need_the_larger_lock(checkout: Path) -> None:
    put_python(checkout)
    assert launched(checkout, "test") == (7, "bootstrap requirements-dev.txt", "")


def test_an_environment_whose_python_is_gone_is_made_anew(checkout: Path) -> None:
    assert launched(checkout, "show") == (7, "bootstrap requirements.txt", "")


def test_a_machine_without_python_is_told_what_to_install(checkout: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("sh", "readlink", "dirname", "cmp"):
        (bare / name).symlink_to(shutil.which(name) or sys.exit(f"no {name} here"))
    code, said, why = launched(checkout, "show", path=str(bare))
    assert (code, said) == (1, "")
    assert why == (
        "plinth needs Python 3.11 or newer, and finds none: install it and run this again."
    )
