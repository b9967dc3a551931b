"""Node objects, and pools read back from them."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from engine.embedded.nodes import (
    is_schedulable,
    live_pools,
    metadata_patch,
    node,
    node_names,
    status_patch,
)
from engine.embedded.pools import Pool, Taint

GPU = Pool(name="gpu", nodes=2, labels={"disk": "ssd"}, taints=(Taint("gpu", "yes"),))


def objects(*pools: Pool) -> list[Any]:
    return [copy.deepcopy(node(pool, i)) for pool in pools for i in range(pool.nodes)]


def test_a_node_is_a_plain_node_object_that_kwok_recognises() -> None:
    assert node(GPU, 1) == {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": "gpu-1",
            "annotations": {
                "kwok.x-k8s.io/node": "fake",
                "metrics.k8s.io/resource-metrics-path": "/metrics/nodes/gpu-1/metrics/resource",
            },
            "labels": {
                "kubernetes.io/arch": "amd64",
                "kubernetes.io/os": "linux",
                "beta.kubernetes.io/arch": "amd64",
                "beta.kubernetes.io/os": "linux",
                "kubernetes.io/hostname": "gpu-1",
                "topology.kubernetes.io/zone": "local-b",
                "disk": "ssd",
                "plinth.dev/pool": "gpu",
            },
        },
        "spec": {"taints": [{"key": "gpu", "value": "yes", "effect": "NoSchedule"}]},
        "status": {
            "addresses": [{"type": "InternalIP", "address": "127.0.0.1"}],
            "allocatable": {
                "cpu": "4",
                "memory": "8Gi",
                "pods": "110",
                "ephemeral-storage": "50Gi",
            },
            "capacity": {"cpu": "4", "memory": "8Gi", "pods": "110", "ephemeral-storage": "50Gi"},
        },
    }


def test_names_count_from_zero() -> None:
    assert node_names(GPU) == ("gpu-0", "gpu-1")


@pytest.mark.parametrize(
    "pools",
    [
        (Pool(name="default"),),
        (Pool(name="a", nodes=4), GPU),
        (Pool(name="none", nodes=0), GPU),
        (Pool(name="pinned", nodes=3, labels={"topology.kubernetes.io/zone": "local-a"}),),
    ],
)
def test_fresh_nodes_read_as_the_pools_they_were_made_from(pools: tuple[Pool, ...]) -> None:
    assert live_pools(objects(*pools), pools) == tuple(sorted(pools, key=lambda pool: pool.name))


def test_quantities_in_another_notation_are_no_drift() -> None:
    wanted = Pool(name="a", cpu="0.5", memory="1024Mi")
    (item,) = objects(wanted)
    item["status"]["allocatable"] |= {"cpu": "500m", "memory": "1Gi"}
    assert live_pools([item], [wanted]) == (wanted,)


def test_taints_from_conditions_are_no_drift() -> None:
    (item,) = objects(Pool(name="a"))
    item["spec"]["taints"] = [{"key": "node.kubernetes.io/not-ready", "effect": "NoExecute"}]
    assert live_pools([item], [Pool(name="a")]) == (Pool(name="a"),)


def test_nodes_that_are_not_ours_are_no_pool() -> None:
    (item,) = objects(Pool(name="a"))
    del item["metadata"]["labels"]["plinth.dev/pool"]
    assert live_pools([item], []) == ()


def _set(item: Any, path: str, value: object) -> None:
    *parents, last = path.split("/")
    for key in parents:
        item = item[key]
    item[last] = value


@pytest.mark.parametrize(
    ("path", "value", "seen"),
    [
        ("status/allocatable/cpu", "2", {"cpu": "2"}),
        ("status/allocatable/pods", "5", {"pods": 5}),
        ("metadata/labels/extra", "x", {"labels": {"disk": "ssd", "extra": "x"}}),
        ("metadata/labels/disk", "hdd", {"labels": {"disk": "hdd"}}),
        (
            "metadata/labels/topology.kubernetes.io~zone",
            "far",
            {"labels": {"disk": "ssd", "topology.kubernetes.io/zone": "far"}},
        ),
        ("spec/taints", [], {"taints": ()}),
        (
            "spec/taints",
            [{"key": "node.kubernetes.io/unschedulable", "effect": "NoSchedule"}],
            {"taints": (Taint("node.kubernetes.io/unschedulable"),)},
        ),
    ],
)
def test_a_node_changed_outside_shows_as_a_pool_of_its_own(
    path: str, value: object, seen: Mapping[str, Any]
) -> None:
    items = objects(GPU)
    if "~" in path:
        items[1]["metadata"]["labels"][path.rpartition("/labels/")[2].replace("~", "/")] = value
    else:
        _set(items[1], path, value)
    one = replace(GPU, nodes=1)
    assert live_pools(items, [GPU]) == (one, replace(one, **seen))


@pytest.mark.parametrize(
    ("status", "taint", "takes_pods"),
    [
        ("True", "gpu", True),
        ("True", "node.kubernetes.io/not-ready", False),
        ("Unknown", "gpu", False),
    ],
)
def test_a_node_takes_pods_once_it_is_ready_and_kubernetes_has_noticed(
    status: str, taint: str, takes_pods: bool
) -> None:
    (item,) = objects(Pool(name="a"))
    assert not is_schedulable(item)
    item["status"]["conditions"] = [{"type": "Ready", "status": status}]
    item["spec"]["taints"] = [{"key": taint, "effect": "NoSchedule"}]
    assert is_schedulable(item) is takes_pods


def test_a_missing_node_and_a_surplus_pool_show() -> None:
    items = objects(GPU, Pool(name="old"))[1:]
    assert live_pools(items, [GPU]) == (replace(GPU, nodes=1), Pool(name="old"))


def test_the_metadata_patch_removes_what_is_not_wanted_and_keeps_condition_taints() -> None:
    item: Any = copy.deepcopy(node(GPU, 0))
    item["metadata"]["labels"]["extra"] = "x"
    kept = {"key": "node.kubernetes.io/not-ready", "effect": "NoSchedule"}
    item["spec"] = {"unschedulable": True, "taints": [kept, {"key": "mine", "effect": "NoExecute"}]}
    wanted: Any = node(replace(GPU, taints=()), 0)
    assert metadata_patch(item, wanted) == {
        "metadata": {
            "annotations": wanted["metadata"]["annotations"],
            "labels": {"extra": None, **wanted["metadata"]["labels"]},
        },
        "spec": {"taints": [kept], "unschedulable": None},
    }


def test_the_status_patch_removes_resources_that_are_not_wanted() -> None:
    item: Any = copy.deepcopy(node(GPU, 0))
    item["status"]["allocatable"]["nvidia.com/gpu"] = "1"
    full = {"cpu": "4", "memory": "8Gi", "pods": "110", "ephemeral-storage": "50Gi"}
    assert status_patch(item, node(GPU, 0)) == {
        "status": {"allocatable": {"nvidia.com/gpu": None, **full}, "capacity": full}
    }
