from pathlib import Path

from tests.components.cluster.eks_kit import BASE
from tests.proof.kit import finds

RULE = "pool-ceiling-before-workloads"


def _scaled(most: int, more: str = "") -> str:
    return (
        "cluster: {autoscaler: {kind: cluster_autoscaler}}\n"
        "addons: {cluster_autoscaler: {}, metrics_server: {}}\n"
        "workloads: {job: {resources: {requests: {cpu: 1, memory: 1Gi}},"
        f" scaling: {{kind: hpa, min: 1, max: {most}, targets: {{cpu_percent: 70}}}}}}}}\n{more}"
    )


def test_it_finds_where_scaling_ends(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, _scaled(9), BASE)
    assert found == (
        "cluster.node_pools.general.max_nodes: pod 7 of 9 of workload.job finds no place: there are"
        " 9 of its size or larger for general, and 6 nodes there hold 6 (cpu); it takes 9 nodes,"
        " with the most pods"
    )


def test_it_passes_a_pool_that_grows_as_far(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, _scaled(6), BASE) == []


def test_it_passes_what_does_not_even_fit_as_usual(tmp_path: Path) -> None:
    # pods-do-not-fit tells of it.
    fixed = (
        "workloads: {job: {scaling: {kind: fixed, replicas: 9}, resources: {requests: {cpu: 1}}}}"
    )
    assert finds(tmp_path, RULE, fixed, BASE) == []
