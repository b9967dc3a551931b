from pathlib import Path

import pytest

from tests.components.cluster import eks_kit
from tests.proof.kit import SOUND, finds, job, web

_RULE = "pods-do-not-fit"
_BIG = "resources: {requests: {cpu: 2, memory: 8Gi}, limits: {cpu: 2, memory: 8Gi}}"


def _pools(*pools: str) -> str:
    return f"cluster: {{node_pools: {{{', '.join(pools)}}}}}\n"


_SAID = {
    "size": (
        "workloads.web.resources.requests.memory: pod 1 of 1 of workload.web finds no place:"
        " it asks for 8Gi memory, and an empty node of small has 4Gi memory for it"
    ),
    "each": (
        "cluster.node_pools.big.nodes: pod 10 of 12 of workload.web finds no place: there are 12 of"
        " its size or larger for big, and 3 nodes there hold 9 (memory); it takes 4 nodes"
    ),
    "sum": (
        "cluster.node_pools: pod 21 of 25 of workload.web finds no place: what must stand on a and"
        " b asks for 2600m cpu, and 2 nodes there have 2 cpu; it takes 3 nodes"
    ),
    "pods": (
        "cluster.node_pools.few.nodes: pod 7 of 8 of workload.web finds no place: what must stand"
        " on few asks for 9 pods, and 2 nodes there have 6 pods; it takes 3 nodes"
    ),
}


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        (_pools("small: {nodes: 3, cpu: 2, memory: 4Gi}") + web(_BIG), "size"),
        (
            _pools("big: {nodes: 3, cpu: 8, memory: 29Gi}")
            + web(f"{_BIG}, scaling: {{kind: fixed, replicas: 12}}"),
            "each",
        ),
        (
            _pools("a: {nodes: 1, cpu: 1}", "b: {nodes: 1, cpu: 1}")
            + web("scaling: {kind: fixed, replicas: 25}"),
            "sum",
        ),
        (
            _pools("few: {nodes: 2, pods: 3}") + web("scaling: {kind: fixed, replicas: 8}"),
            "pods",
        ),
    ],
)
def test_it_finds_the_first_pod_and_what_stops_it(tmp_path: Path, patch: str, said: str) -> None:
    assert finds(tmp_path, _RULE, patch) == [f"{_SAID[said]}, with the fewest pods"]


def test_it_finds_runs_that_have_no_room_beside_the_rest(tmp_path: Path) -> None:
    patch = _pools("one: {nodes: 1, cpu: 1}") + job()
    (found,) = finds(tmp_path, _RULE, patch)
    assert found == (
        "cluster.node_pools.one.nodes: pod 1 of 1 of workload.once finds no place: what must stand"
        " on one asks for 1200m cpu, and 1 node there has 1 cpu; it takes 2 nodes,"
        " in the usual busy hour"
    )


def test_it_finds_a_rollout_that_has_no_room_for_a_pod_more(tmp_path: Path) -> None:
    patch = _pools("one: {nodes: 1, cpu: 1}") + web(
        "resources: {requests: {cpu: 800m, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}"
    )
    (found,) = finds(tmp_path, _RULE, patch)
    assert found.endswith("while new versions of all workloads come")
    assert "pod 2 of 2 of workload.web finds no place" in found


def test_it_finds_what_the_nodes_of_a_cloud_have_no_room_for(tmp_path: Path) -> None:
    patch = f"workloads: {{job: {{{_BIG}}}}}"
    (found,) = finds(tmp_path, _RULE, patch, eks_kit.BASE)
    assert found.startswith("workloads.job.resources.requests.cpu: pod 1 of 1 of workload.job")


def test_it_finds_that_two_small_machines_take_too_few_pods(tmp_path: Path) -> None:
    # 11 addresses for pods a machine, of which a pod of each of four DaemonSets takes one.
    patch = (
        "cluster: {node_pools: {general: {instance_types: [t3.small], min_nodes: 2}}}\n"
        "addons: {metrics_server: {}, keda: {}}\n"
        "workloads: {job: {rollout: {kind: recreate}, scaling: {kind: fixed, replicas: 9},"
        " resources: {requests: {cpu: 10m, memory: 16Mi}}}}"
    )
    (found,) = finds(tmp_path, _RULE, patch, eks_kit.BASE)
    assert found == (
        "cluster.node_pools.general.min_nodes: pod 7 of 9 of workload.job finds no place: what must"
        " stand on general asks for 17 pods, and 2 nodes there have 14 pods; it takes 3 nodes,"
        " with the fewest pods"
    )


@pytest.mark.parametrize(
    ("patch", "base"),
    [
        (_pools("big: {nodes: 4, cpu: 8, memory: 29Gi}") + web(_BIG), SOUND),
        # A rollout that takes a pod away first needs no room for another one.
        (
            _pools("one: {nodes: 1, cpu: 1}")
            + web(
                "resources: {requests: {cpu: 800m, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}},"
                " rollout: {kind: recreate}"
            ),
            SOUND,
        ),
        # Two rollouts that have room only one after the other get it so.
        (
            _pools("one: {nodes: 1, cpu: 300m}"),
            SOUND,
        ),
        ("cluster: {distribution: existing, context: mine}", SOUND),
        ("", eks_kit.BASE),
    ],
)
def test_it_passes_what_fits(tmp_path: Path, patch: str, base: str) -> None:
    assert finds(tmp_path, _RULE, patch, base) == []
