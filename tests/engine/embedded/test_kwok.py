"""The life of a real embedded cluster; the tests share one and bring it up themselves."""

import os
import signal
from dataclasses import replace
from typing import Any

import psutil
import pytest

from engine.embedded import kwok, nodes, ports, processes, volumes
from engine.embedded.home import ClusterHome
from engine.embedded.pools import Pool, Taint
from tests.engine.embedded.conftest import eventually
from tests.engine.embedded.kit import (
    CLAIM,
    CLAIMS,
    DEFAULT,
    GPU,
    PODS,
    POOLS,
    api_of,
    is_kept,
    items,
    keep_something,
    one_of_each,
    placed,
    pod,
    port_of,
    start_ensure,
)

pytestmark = pytest.mark.live


@pytest.mark.parametrize("kwokctl", ["goes on", "dies too"])
def test_a_creation_killed_in_the_middle_is_begun_anew(home: ClusterHome, kwokctl: str) -> None:
    kwok.delete(home)
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
    kwok.delete(home)
    runs = [start_ensure(home), start_ensure(home)]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert kwok.state(home) == kwok.Running()
    assert one_of_each(home)


def test_an_existing_cluster_is_adopted_with_its_contents(home: ClusterHome) -> None:
    kubeconfig = keep_something(home)
    before = processes.running(home.folder)
    assert kwok.ensure(home, POOLS) == kubeconfig
    assert processes.running(home.folder) == before
    assert is_kept(home)


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
