"""The folder of a cluster and its lock."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome, locked


@pytest.mark.parametrize("name", ["", "../x", "Upper", "a b", "-a", "a-", "x" * 41, "a/b"])
def test_a_name_that_cannot_be_a_folder_is_refused(name: str) -> None:
    with pytest.raises(ClusterError, match="cannot be the name of a cluster"):
        ClusterHome(name, Path("/nowhere"))


def test_the_folder_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLINTH_CLUSTERS", "/somewhere")
    assert ClusterHome.of("dev").folder == Path("/somewhere/clusters/dev")


def test_without_the_environment_variable_the_error_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PLINTH_CLUSTERS", raising=False)
    with pytest.raises(ClusterError) as caught:
        ClusterHome.of("dev")
    assert "PLINTH_CLUSTERS is not set" in str(caught.value)


def test_the_lock_is_exclusive_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.embedded.home._LOCK_SECONDS", 0)
    home = ClusterHome("dev", tmp_path / "root")
    with (
        locked(home),
        pytest.raises(ClusterError, match="another run works on the cluster dev"),
        locked(home),
    ):
        pass
    assert list(tmp_path.iterdir()) == []
    with locked(home):
        assert home.root.is_dir()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    home = ClusterHome("dev", tmp_path / "root")
    code = (
        "import os, pathlib, signal; from engine.embedded.home import ClusterHome, locked\n"
        f"with locked(ClusterHome('dev', pathlib.Path({str(home.root)!r}))):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    assert (home.root / "dev.lock").exists()
    with locked(home):
        pass


def test_a_folder_that_cannot_be_written_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(ClusterError, match="cannot hold a cluster"),
        locked(ClusterHome("dev", tmp_path / "file" / "root")),
    ):
        pass
