"""The metrics server of a real embedded cluster: joins it, answers, comes back, leaves it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import psutil
import pytest

from engine.embedded import binaries, kwok, metrics, metrics_server, processes
from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome
from engine.embedded.metrics import Metrics
from engine.embedded.pools import amount
from engine.embedded.processes import Component
from tests.engine.embedded.conftest import eventually
from tests.engine.embedded.kit import (
    PODS,
    POOLS,
    api_of,
    is_kept,
    items,
    keep_something,
    kill,
    pod,
)

pytestmark = pytest.mark.live

USED = "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods"
NAMESPACES = "/api/v1/namespaces"


def using(name: str, annotations: Mapping[str, str], *requests: Mapping[str, str]) -> Any:
    """A pod with one container for each set of requests."""
    made = pod(name, "default")
    made["metadata"]["annotations"] = annotations
    made["spec"]["containers"] = [
        {"name": f"c{number}", "image": "nothing", "resources": {"requests": each}}
        for number, each in enumerate(requests)
    ]
    return made


def used(home: ClusterHome, resource: str) -> dict[str, list[float]]:
    """What the containers of each pod use, as the API server answers."""
    found = {item["metadata"]["name"]: item["containers"] for item in items(home, USED)}
    return {
        name: [float(amount(each["usage"][resource])) for each in containers]
        for name, containers in found.items()
    }


def answers(home: ClusterHome) -> bool:
    with api_of(home) as api:
        return api.has(USED)


def test_a_running_cluster_gets_a_metrics_server_and_keeps_its_data(home: ClusterHome) -> None:
    keep_something(home)
    before = processes.running(home.folder)
    half, small = {"cpu": "100m", "memory": "100Mi"}, {"cpu": "50m", "memory": "10Mi"}
    said = {
        metrics.USAGE.format(resource="cpu"): "90m",
        metrics.USAGE.format(resource="memory"): "64Mi",
    }
    with api_of(home) as api:
        api.create(PODS, using("busy", said, half, small))
        api.create(PODS, using("idle", {}, half))
        api.create(PODS, using("bare", {}, {}))
    assert kwok.read_metrics(home) == "none"
    kwok.ensure(home, POOLS, "served")
    assert kwok.read_metrics(home) == "served"
    assert is_kept(home)
    after = processes.running(home.folder)
    assert [after[name] for name in ("etcd", "kube-apiserver")] == [
        before[name] for name in ("etcd", "kube-apiserver")
    ]
    eventually(lambda: used(home, "cpu").keys() == {"busy", "idle", "bare"}, "a sample of each pod")
    mebi = 2**20
    assert {name: sum(each) for name, each in used(home, "memory").items()} == {
        "busy": pytest.approx(64 * mebi, abs=2),
        "idle": pytest.approx(20 * mebi, abs=2),
        "bare": mebi,
    }
    # What it uses of the cpu is a difference over time, which a busy machine measures roughly.
    cpu = used(home, "cpu")
    assert cpu["busy"] == pytest.approx([0.045, 0.045], rel=0.2)
    assert cpu["idle"] == pytest.approx([0.02], rel=0.2)


def test_it_comes_back_with_the_cluster_or_alone(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS, "served")
    (server,) = processes.running(home.folder)[metrics.NAME]
    listening = {c.laddr.ip for c in server.net_connections() if c.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}
    kill(home, metrics.NAME)
    assert kwok.state(home) == kwok.Broken("metrics-server not running")
    kwok.start(home)
    assert kwok.state(home) == kwok.Running()
    eventually(lambda: answers(home), "the metrics server is asked at its new port")
    kwok.stop(home)
    kwok.start(home)
    assert kwok.state(home) == kwok.Running()
    assert processes.running(home.folder).keys() == {*binaries.COMPONENTS, metrics.NAME}
    eventually(lambda: answers(home), "the metrics server is asked after a restart")


def test_an_api_server_that_forgot_it_shows_and_is_reminded(home: ClusterHome) -> None:
    kwok.ensure(home, POOLS, "served")
    with api_of(home) as api:
        api.delete(metrics.API_SERVICE)
    assert kwok.read_metrics(home) == "none"
    kwok.ensure(home, POOLS, "served")
    assert kwok.read_metrics(home) == "served"


def test_one_that_does_not_stay_up_is_named_with_its_last_words(
    home: ClusterHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    kwok.ensure(home, POOLS, "served")
    kill(home, metrics.NAME)
    right = metrics.component

    def wrong(*arguments: Any) -> Component:
        made = right(*arguments)
        return replace(made, args=(*made.args, "--metric-resolution=1s"))

    with monkeypatch.context() as patch:
        patch.setattr(metrics, "component", wrong)
        with pytest.raises(ClusterError) as caught:
            kwok.ensure(home, POOLS, "served")
    assert "does not answer" in caught.value.what
    assert "metric-resolution should be a time duration at least 10s" in caught.value.why
    kwok.ensure(home, POOLS, "served")
    assert kwok.state(home) == kwok.Running()


@pytest.mark.parametrize("last", ["served", "none"])
def test_it_leaves_nothing_behind_that_keeps_a_namespace_from_going(
    home: ClusterHome, last: Metrics
) -> None:
    kwok.ensure(home, POOLS, last)
    kwok.ensure(home, POOLS, "none")
    assert (kwok.read_metrics(home), metrics_server.wanted(home)) == ("none", "none")
    assert metrics.NAME not in processes.running(home.folder)
    assert kwok.state(home) == kwok.Running()
    with api_of(home) as api:
        assert not api.has(metrics.SERVICE)
        api.create(NAMESPACES, {"metadata": {"name": "going"}})
        api.delete(f"{NAMESPACES}/going")
    eventually(
        lambda: "going" not in {i["metadata"]["name"] for i in items(home, NAMESPACES)}, "gone"
    )
