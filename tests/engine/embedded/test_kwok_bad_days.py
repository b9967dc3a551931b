"""What can happen to a real embedded cluster, and that it comes back."""

import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import cast

import pytest

from engine.embedded import binaries, kwok, ports, processes, volumes
from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome
from tests.engine.embedded.conftest import eventually
from tests.engine.embedded.kit import (
    CLAIM,
    CLAIMS,
    PODS,
    POOLS,
    api_of,
    is_kept,
    items,
    keep_something,
    kill,
    one_of_each,
    placed,
    pod,
    port_of,
)

pytestmark = pytest.mark.live


@pytest.mark.parametrize("victims", [("etcd",), ("kube-apiserver",), ()], ids=str)
def test_killed_processes_come_back_with_the_data(
    home: ClusterHome, victims: tuple[str, ...]
) -> None:
    keep_something(home)
    kubeconfig = home.kubeconfig.read_text()
    kill(home, *victims)
    found = kwok.state(home)
    assert found == (
        kwok.Broken(f"{', '.join(victims)} not running") if victims else kwok.Stopped()
    )
    assert kwok.ensure(home, POOLS) == kubeconfig
    assert kwok.state(home) == kwok.Running()
    assert one_of_each(home)
    assert is_kept(home)
    name = f"after-{'-'.join(victims) or 'all'}"
    with api_of(home) as api:
        api.create(PODS, pod(name, "default"))
    eventually(lambda: placed(home, name)[1] == "Running", "new pods run")


def test_a_pid_that_belongs_to_somebody_else_now_is_left_alone(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    kill(home)
    with subprocess.Popen(["sleep", "600"]) as stranger:
        for name in binaries.COMPONENTS:
            (home.folder / "pids" / f"{name}.pid").write_text(str(stranger.pid))
        assert kwok.state(home) == kwok.Stopped()
        kwok.ensure(home, POOLS)
        assert one_of_each(home)
        for name in binaries.COMPONENTS:
            (home.folder / "pids" / f"{name}.pid").write_text(str(stranger.pid))
        kwok.stop(home)
        assert stranger.poll() is None
        stranger.kill()


def test_taken_ports_and_moved_tools_do_not_stop_a_start(home: ClusterHome) -> None:
    keep_something(home)
    kwok.stop(home)
    kwok.stop(home)
    assert kwok.state(home) == kwok.Stopped()
    (home.folder / "bin" / "etcd").unlink()
    (home.folder / "bin" / "etcd").symlink_to("/nonexistent/etcd")
    taken, internal = port_of(home), port_of(home, "etcdPort")
    with (
        socket.create_server(("127.0.0.1", taken)),
        socket.create_server(("127.0.0.1", internal)),
    ):
        kubeconfig = kwok.start(home)
        assert kwok.state(home) == kwok.Running()
    assert port_of(home) != taken
    assert f"https://127.0.0.1:{port_of(home)}" in kubeconfig
    assert is_kept(home)
    assert f"kubeApiserverPort {taken} is held by" in (home.logs / "plinth.log").read_text()
    assert f"(pid {os.getpid()})" in (home.logs / "plinth.log").read_text()


def test_a_port_that_is_taken_while_the_cluster_is_made_is_exchanged(
    tools_on_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tools_on_path.is_dir()
    home, choose = ClusterHome("raced", tmp_path / "root"), ports.choose
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        taken: int = stranger.getsockname()[1]
        answers = iter([{**choose(ports.NAMES), "kubeSchedulerPort": taken}])
        monkeypatch.setattr(
            ports,
            "choose",
            lambda names, **options: next(answers, None) or choose(names, **options),
        )
        try:
            kwok.ensure(home, POOLS)
            assert one_of_each(home)
            assert port_of(home, "kubeSchedulerPort") != taken
        finally:
            kwok.delete(home)


def test_a_component_that_cannot_run_is_named_with_what_it_said(
    home: ClusterHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kwok.ensure(home, POOLS)
    kill(home)
    broken = tmp_path / "kube-scheduler"
    broken.write_text("#!/bin/sh\necho no scheduler today >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(ClusterError) as caught:
        kwok.ensure(home, POOLS)
    assert "kube-scheduler does not stay up" in caught.value.why
    assert "no scheduler today" in caught.value.why
    assert processes.running(home.folder) == {}
    monkeypatch.undo()


def test_a_cluster_whose_folder_was_removed_is_made_anew(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    orphans = volumes.volume_folders(home.folder / "etcd")
    shutil.rmtree(home.folder)
    volumes.remove(orphans)  # nothing names them any more
    assert kwok.state(home) == kwok.Absent()
    kwok.ensure(home, POOLS)
    assert one_of_each(home)


def test_a_damaged_cluster_says_so_and_can_be_deleted_without_a_trace(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    with api_of(home) as api:
        api.create(CLAIMS, CLAIM)
    eventually(lambda: bool(items(home, "/api/v1/persistentvolumes")), "a volume")
    used = ports.read(home.config.read_text()).values()
    home.config.write_text("options: [")
    with pytest.raises(ClusterError, match="shared is damaged"):
        kwok.ensure(home, POOLS)
    assert "damaged" in cast("kwok.Broken", kwok.state(home)).reason
    folders = volumes.volume_folders(home.folder / "etcd")
    assert all(folder.is_dir() for folder in folders)
    assert folders
    kwok.delete(home)
    kwok.delete(home)
    assert processes.running(home.folder) == {}
    assert [port for port in used if not ports.is_free(port)] == []
    assert [folder for folder in folders if folder.exists()] == []
    assert not home.root.exists()
    assert kwok.state(home) == kwok.Absent()


def test_a_creation_that_fails_leaves_nothing(
    tools_on_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tools_on_path.is_dir()
    home = ClusterHome("fails", tmp_path / "root")
    broken = tmp_path / "kube-apiserver"
    broken.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo Kubernetes v1.36.3 && exit\nexit 3\n'
    )
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(ClusterError, match="did not start"):
        kwok.ensure(home, POOLS)
    assert not home.root.exists()
    assert processes.running(home.folder) == {}


def test_starting_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="there is no embedded cluster absent"):
        kwok.start(ClusterHome("absent", tmp_path))
