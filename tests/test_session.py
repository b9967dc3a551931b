"""The frame of the test run holds: numbers, unchanged files, no network, clean environment."""

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.session import environment, tools, tracked
from tests.session.network import NetworkRefusedError

ROOT = Path(__file__).parent.parent
FRAME = """
from tests.conftest import *
import tests.conftest, pathlib
tests.conftest.ROOT = pathlib.Path(__file__).parent
"""


def run_pytest(folder: Path, body: str, *flags: str, **extra: str) -> tuple[int, list[str]]:
    (folder / "conftest.py").write_text(FRAME)
    (folder / "test_it.py").write_text(body)
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *flags, str(folder)]
    done = subprocess.run(
        [*command, "--rootdir", str(folder), "-c", os.devnull],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **extra},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


def git_checkout(folder: Path) -> None:
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / "kept.txt").write_text("as it was\n")
    subprocess.run(["git", "-C", str(folder), "add", "kept.txt"], check=True)


MIXED = """
import pytest
def test_good(): pass
def test_bad(): assert False
@pytest.mark.skip(reason="needs the moon")
def test_skipped(): pass
@pytest.mark.skip(reason="needs the moon")
def test_skipped_too(): pass
@pytest.mark.xfail(reason="known limit")
def test_expected(): assert False
@pytest.fixture
def broken(): raise RuntimeError
def test_error(broken): pass
"""


def test_a_run_ends_with_its_numbers_and_the_reasons_for_skips(tmp_path: Path) -> None:
    git_checkout(tmp_path)
    code, lines = run_pytest(tmp_path, MIXED)
    assert code == 1
    assert lines[-1] == "1 passed, 2 failed, 3 skipped"
    assert lines[-3:-1] == [
        "skipped: 1 x expected to fail: known limit",
        "skipped: 2 x needs the moon",
    ]
    assert sum(line == lines[-1] for line in lines) == 1


def test_a_file_that_cannot_be_collected_counts_as_failed(tmp_path: Path) -> None:
    git_checkout(tmp_path)
    code, lines = run_pytest(tmp_path, "import nothing_of_this_name")
    assert (code, lines[-1]) == (2, "0 passed, 1 failed, 0 skipped")


def test_a_run_broken_off_does_not_read_as_good(tmp_path: Path) -> None:
    git_checkout(tmp_path)
    body = "def test_good(): pass\ndef test_stop(): raise KeyboardInterrupt\n"
    code, lines = run_pytest(tmp_path, body)
    assert (code, lines[-1]) == (2, "1 passed, 1 failed, 0 skipped")


CHANGE = "import pathlib\ndef test_change(): pathlib.Path('kept.txt').write_text('other')\n"


def test_a_run_that_changes_a_tracked_file_fails(tmp_path: Path) -> None:
    git_checkout(tmp_path)
    code, lines = run_pytest(tmp_path, CHANGE)
    assert code == 1
    assert lines[-2:] == [
        "failed: the tests changed the tracked file kept.txt",
        "1 passed, 1 failed, 0 skipped",
    ]


def test_a_run_that_changes_nothing_tracked_passes(tmp_path: Path) -> None:
    git_checkout(tmp_path)
    code, lines = run_pytest(tmp_path, CHANGE.replace("kept.txt", "new.txt"))
    assert (code, lines[-1]) == (0, "1 passed, 0 failed, 0 skipped")


def test_tracked_files_may_change_while_golden_files_are_rewritten(tmp_path: Path) -> None:
    git_checkout(tmp_path)
    code, lines = run_pytest(tmp_path, CHANGE, "--update-golden")
    assert code == 0
    assert lines[-2:] == [
        "skipped: 1 x tracked files unchanged: golden files are being rewritten",
        "1 passed, 0 failed, 1 skipped",
    ]


def test_rewriting_golden_files_is_refused_in_ci(tmp_path: Path) -> None:
    code, lines = run_pytest(tmp_path, "def test_good(): pass", "--update-golden", CI="true")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert any("--update-golden is refused in CI" in line for line in lines)


def test_the_flag_writes_the_golden_file_that_later_runs_compare_with(tmp_path: Path) -> None:
    git_checkout(tmp_path)
    body = (
        "import pathlib, tests.golden as g\n"
        "g.FOLDER = pathlib.Path('golden')\n"
        "def test_it(request): g.golden('urns', {text!r}, request)\n"
    )
    missing, _ = run_pytest(tmp_path, body.format(text="a"))
    written, _ = run_pytest(tmp_path, body.format(text="a"), "--update-golden")
    same, _ = run_pytest(tmp_path, body.format(text="a"))
    other, _ = run_pytest(tmp_path, body.format(text="other"))
    assert (missing, written, same, other) == (1, 0, 0, 1)


def test_a_removed_and_an_added_file_are_changes() -> None:
    assert tracked.changed({"a": "1", "b": "1"}, {"b": "1", "c": "1"}) == ("a", "c")


def test_without_a_checkout_the_check_is_counted_as_skipped(tmp_path: Path) -> None:
    before = tracked.fingerprints(tmp_path)
    assert before is None
    verdict = tracked.verdict(before, before, updating=False)
    assert verdict.not_checked == "tracked files unchanged: git lists no files here"


def test_a_name_outside_this_machine_is_not_even_looked_up() -> None:
    with pytest.raises(NetworkRefusedError, match=r"'example\.com' was refused"):
        urllib.request.urlopen("http://example.com")


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
@pytest.mark.parametrize(
    ("family", "address"), [(socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")]
)
def test_an_address_outside_this_machine_is_refused(
    method: str, family: socket.AddressFamily, address: str
) -> None:
    with socket.socket(family, socket.SOCK_DGRAM) as probe, pytest.raises(NetworkRefusedError):
        getattr(probe, method)((address, 9))


def test_loopback_and_unix_sockets_are_open(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))


def test_the_users_pulumi_settings_do_not_reach_the_tests() -> None:
    users = {
        "PULUMI_CONFIG": "{}",
        "GIT_DIR": "/g",
        "PULUMI_HOME": "/p",
        "KUBECONFIG": "/k",
        "HOME": "/h",
    }
    environment.clean(users)
    assert users == {
        "PULUMI_HOME": "/p",
        "KUBECONFIG": os.devnull,
        "HOME": "/h",
        "PULUMI_ERROR_OUTPUT_STRING": "1",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }


def test_a_missing_tool_is_named_with_what_goes_untested(tmp_path: Path) -> None:
    (tmp_path / "hammer").touch()
    given, needed = {"PLINTH_TOOLS": str(tmp_path)}, ("hammer", "saw")
    assert tools.why_skipped(given, ["hammer"], "NOTHING NAILED") is None
    lacks = f"NOTHING SAWN: PLINTH_TOOLS={tmp_path} lacks saw; ./plinth test sets it"
    assert tools.why_skipped(given, needed, "NOTHING SAWN") == lacks
    unset = "NOTHING SAWN: PLINTH_TOOLS is unset; ./plinth test sets it"
    assert tools.why_skipped({}, needed, "NOTHING SAWN") == unset
