"""The life of a real embedded cluster; the tests share one and bring it up themselves."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import psutil
import pytest

from engine.embedded import binaries, kwok, nodes, ports, processes, volumes
from engine.embedded.api import Api
from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome
from engine.embedded.pools import Pool, Taint
from tests.engine.embedded.conftest import eventually

pytestmark = pytest.mark.live

DEFAULT = Pool(name="default", nodes=2, cpu="0.5", memory="1024Mi")
GPU = Pool(name="gpu", labels={"disk": "ssd"}, taints=(Taint("gpu", "yes"),))
POOLS = (DEFAULT, GPU)
CONFIG_MAPS = "/api/v1/namespaces/default/configmaps"
PODS = "/api/v1/namespaces/default/pods"
CLAIMS = "/api/v1/namespaces/default/persistentvolumeclaims"
CLAIM = {
    "metadata": {"name": "data"},
    "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}},
}


def port_of(home: ClusterHome, name: str = "kubeApiserverPort") -> int:
    return ports.read(home.config.read_text())[name]


@contextlib.contextmanager
def api_of(home: ClusterHome) -> Generator[Api]:
    with Api(home.folder / "pki", port_of(home)) as api:
        yield api


def items(home: ClusterHome, path: str) -> list[Any]:
    with api_of(home) as api:
        return [*api.items(path)]


def pod(name: str, pool: str, *tolerations: Mapping[str, str]) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name},
        "spec": {
            "nodeSelector": {nodes.POOL_LABEL: pool},
            "tolerations": list(tolerations),
            "containers": [{"name": "main", "image": "nothing"}],
        },
    }


def placed(home: ClusterHome, name: str) -> tuple[str, str]:
    with api_of(home) as api:
        found = cast("Any", api.get(f"{PODS}/{name}"))
    return found["spec"].get("nodeName", ""), found["status"]["phase"]


def kill(home: ClusterHome, *names: str) -> None:
    alive = processes.running(home.folder)
    victims = [process for name in names or alive for process in alive[name]]
    assert victims
    for process in victims:
        process.kill()
    eventually(lambda: not (processes.running(home.folder).keys() & set(names or alive)), "death")


def one_of_each(home: ClusterHome) -> bool:
    alive = processes.running(home.folder)
    return {name: len(found) for name, found in alive.items()} == dict.fromkeys(
        binaries.COMPONENTS, 1
    )


def start_ensure(home: ClusterHome) -> subprocess.Popen[bytes]:
    code = (
        "import pathlib; from engine.embedded import kwok; from engine.embedded.home import *\n"
        "from engine.embedded.pools import Pool\n"
        f"home = ClusterHome({home.name!r}, pathlib.Path({str(home.root)!r}))\n"
        "kwok.ensure(home, [Pool(name='default', nodes=2, cpu='0.5', memory='1024Mi')])"
    )
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True)


@pytest.mark.parametrize("kwokctl", ["goes on", "dies too"])
def test_a_creation_killed_in_the_middle_is_begun_anew(home: ClusterHome, kwokctl: str) -> None:
    assert kwok.state(home) == kwok.Absent()
    caller = start_ensure(home)
    eventually(lambda: home.config.exists() or caller.poll() is not None, "a half-made folder")
    if kwokctl == "dies too":
        (creator,) = psutil.Process(caller.pid).children()
        creator.kill()  # not asked to end, for then it would tidy up
    os.kill(caller.pid, signal.SIGKILL)
    assert caller.wait() == -signal.SIGKILL
    if kwokctl == "dies too":
        assert "\ncomponents:" not in home.config.read_text(), "killed too late to be half-made"
    assert kwok.state(home) == kwok.Broken("its creation was interrupted")
    kwok.ensure(home, POOLS)
    assert kwok.state(home) == kwok.Running()
    assert one_of_each(home)
    kwok.delete(home)


def test_two_runs_at_once_end_up_with_one_cluster(home: ClusterHome) -> None:
    runs = [start_ensure(home), start_ensure(home)]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert kwok.state(home) == kwok.Running()
    assert one_of_each(home)


def test_an_existing_cluster_is_adopted_with_its_contents(home: ClusterHome) -> None:
    kubeconfig = kwok.ensure(home, POOLS)
    with api_of(home) as api:
        api.create(CONFIG_MAPS, {"metadata": {"name": "kept"}})
    before = processes.running(home.folder)
    assert kwok.ensure(home, POOLS) == kubeconfig
    assert processes.running(home.folder) == before


def test_nothing_listens_beyond_loopback(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    listening = [
        connection.laddr.ip
        for found in processes.running(home.folder).values()
        for process in found
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert set(listening) == {"127.0.0.1"}
    assert len(listening) == len(ports.NAMES)


def test_the_kubeconfig_stands_alone_and_is_private(home: ClusterHome) -> None:
    text = kwok.ensure(home, POOLS)
    assert home.kubeconfig.read_text() == text
    assert home.kubeconfig.stat().st_mode & 0o777 == 0o600
    assert f"https://127.0.0.1:{port_of(home)}" in text
    assert str(home.root) not in text


def test_nodes_are_ready_and_keep_their_allocatable(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    found = items(home, "/api/v1/nodes")
    assert [nodes.is_schedulable(item) for item in found] == [True] * 3
    assert kwok.read_pools(home, POOLS) == POOLS


def test_pods_run_on_the_pool_they_ask_for_and_taints_keep_others_off(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    with api_of(home) as api:
        api.create(PODS, pod("plain", "default"))
        api.create(PODS, pod("tolerant", "gpu", {"key": "gpu", "operator": "Exists"}))
        api.create(PODS, pod("shut-out", "gpu"))
    eventually(lambda: placed(home, "plain")[1] == "Running", "plain runs")
    eventually(lambda: placed(home, "tolerant") == ("gpu-0", "Running"), "tolerant runs on gpu")
    assert placed(home, "plain")[0] in nodes.node_names(DEFAULT)
    assert placed(home, "shut-out") == ("", "Pending")


def test_a_volume_claim_binds(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    with api_of(home) as api:
        api.create(CLAIMS, CLAIM)
    eventually(
        lambda: [item["status"]["phase"] for item in items(home, CLAIMS)] == ["Bound"], "bound"
    )
    (folder,) = volumes.volume_folders(home.folder / "etcd")
    assert folder.is_dir()


def test_role_based_access_control_is_on(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    account = "system:serviceaccount:default:default"
    review = {"user": account, "resourceAttributes": {"verb": "list", "resource": "secrets"}}
    with api_of(home) as api:
        path = "/apis/authorization.k8s.io/v1/subjectaccessreviews"
        answer: Any = api._call("POST", path, {"spec": review})
    assert answer["status"]["allowed"] is False


def test_what_was_changed_outside_shows_and_is_repaired(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    with api_of(home) as api:
        api.delete("/api/v1/nodes/default-1")
        api.patch("/api/v1/nodes/gpu-0", {"metadata": {"labels": {"disk": None}}})
        api.patch("/api/v1/nodes/gpu-0/status", {"status": {"allocatable": {"cpu": "1"}}})
    assert kwok.read_pools(home, POOLS) == (
        replace(DEFAULT, nodes=1),
        replace(GPU, labels={}, cpu="1"),
    )
    kwok.ensure(home, POOLS)
    assert kwok.read_pools(home, POOLS) == POOLS


def test_pools_change_and_pods_leave_nodes_that_go(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS)
    labels = {"app": "moving"}
    template = pod("moving", "default")
    template["metadata"] = {"labels": labels}
    template["spec"]["topologySpreadConstraints"] = [
        {
            "maxSkew": 1,
            "topologyKey": "kubernetes.io/hostname",
            "whenUnsatisfiable": "DoNotSchedule",
            "labelSelector": {"matchLabels": labels},
        }
    ]
    moving = {
        "metadata": {"name": "moving"},
        "spec": {
            "replicas": 4,
            "selector": {"matchLabels": labels},
            "template": template,
        },
    }
    with api_of(home) as api:
        api.create("/apis/apps/v1/namespaces/default/deployments", moving)

    def on_nodes() -> set[str]:
        found = items(home, f"{PODS}?labelSelector=app%3Dmoving")
        running = [item for item in found if item["status"]["phase"] == "Running"]
        return {item["spec"]["nodeName"] for item in running} if len(running) == 4 else set()

    eventually(lambda: on_nodes() == {"default-0", "default-1"}, "four pods on two nodes")
    changed = (replace(DEFAULT, nodes=1, cpu="8"), Pool(name="late", taints=(Taint("x"),)))
    kwok.apply_pools(home, changed)
    assert kwok.read_pools(home, changed) == changed
    left = [item["spec"].get("nodeName") for item in items(home, PODS)]
    assert "default-1" not in left
    eventually(lambda: on_nodes() == {"default-0"}, "four pods on the node that stays")
    kwok.apply_pools(home, POOLS)
    assert kwok.read_pools(home, POOLS) == POOLS


def _kept(home: ClusterHome) -> bool:
    return any(item["metadata"]["name"] == "kept" for item in items(home, CONFIG_MAPS))


@pytest.mark.parametrize("victims", [("etcd",), ("kube-apiserver",), ()], ids=str)
def test_killed_processes_come_back_with_the_data(
    home: ClusterHome, victims: tuple[str, ...]
) -> None:
    test_an_existing_cluster_is_adopted_with_its_contents(home)
    kubeconfig = home.kubeconfig.read_text()
    kill(home, *victims)
    found = kwok.state(home)
    assert found == (
        kwok.Broken(f"{', '.join(victims)} not running") if victims else kwok.Stopped()
    )
    assert kwok.ensure(home, POOLS) == kubeconfig
    assert kwok.state(home) == kwok.Running()
    assert one_of_each(home)
    assert _kept(home)
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
    test_an_existing_cluster_is_adopted_with_its_contents(home)
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
    assert _kept(home)
    assert f"kubeApiserverPort {taken} is held by" in (home.logs / "plinth.log").read_text()
    assert f"(pid {os.getpid()})" in (home.logs / "plinth.log").read_text()


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
    home: ClusterHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_starting_what_is_not_there_says_so(home: ClusterHome) -> None:
    with pytest.raises(ClusterError, match="there is no embedded cluster shared"):
        kwok.start(home)
