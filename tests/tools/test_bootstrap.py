import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.bootstrap import cannot_make

BOOTSTRAP = Path(__file__).parents[2] / "tools" / "bootstrap.py"
LOCK = "requirements.txt"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs no package at all, so that nothing is asked of an index."""
    (tmp_path / LOCK).write_text("# none\n")
    return tmp_path


def started(checkout: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(BOOTSTRAP), str(checkout), LOCK],
        env={**os.environ, "PATH": "/nowhere"},  # no uv: pip is what a bare machine has
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def bootstrap(checkout: Path) -> subprocess.CompletedProcess[str]:
    process = started(checkout)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess((), process.returncode, out, err)


def is_whole(checkout: Path) -> bool:
    environment = checkout / ".venv"
    pip = subprocess.run(
        [environment / "bin" / "python", "-m", "pip", "--version"], capture_output=True, check=False
    )
    written = environment / "installed" / LOCK
    return pip.returncode == 0 and written.read_text() == (checkout / LOCK).read_text()


def test_a_half_made_environment_is_made_anew_and_a_whole_one_is_kept(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    first = bootstrap(checkout)
    assert first.returncode == 0, first.stderr
    assert is_whole(checkout)
    again = bootstrap(checkout)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_an_environment_whose_python_was_uninstalled_is_made_anew(checkout: Path) -> None:
    environment = checkout / ".venv"
    (environment / "installed").mkdir(parents=True)
    (environment / "installed" / LOCK).write_text((checkout / LOCK).read_text())
    (environment / "lib" / "python3.0" / "site-packages" / "pip").mkdir(parents=True)
    (environment / "bin").mkdir()
    (environment / "bin" / "python").symlink_to(checkout / "uninstalled")
    assert bootstrap(checkout).returncode == 0
    assert is_whole(checkout)
    assert not (environment / "lib" / "python3.0").exists()


def test_an_interrupted_run_says_so_and_the_next_one_goes_on(checkout: Path) -> None:
    process = started(checkout)
    assert process.stderr is not None
    assert "making the Python environment" in process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "plinth: stopped; the same command goes on from here\n"
    assert bootstrap(checkout).returncode == 0
    assert is_whole(checkout)


def test_a_folder_that_cannot_be_made_is_named_without_a_traceback(checkout: Path) -> None:
    (checkout / ".venv").write_text("a file")
    ended = bootstrap(checkout)
    assert ended.returncode == 1
    assert ended.stderr.startswith(
        f"plinth: .venv cannot be made: [Errno 17] File exists: '{checkout}"
    )
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            b"Traceback ...\nOSError: [Errno 28] No space left on device\nfailed\n",
            "OSError: [Errno",
        ),
        (b"python: No module named ensurepip\n", "python: No module named ensurepip"),
        (None, "it says nothing"),
    ],
)
def test_a_python_that_makes_no_environment_is_quoted(said: bytes | None, reason: str) -> None:
    first, *rest = cannot_make(said).splitlines()
    assert f"cannot make .venv: {reason}" in first
    assert "python3-venv" in rest[0]
