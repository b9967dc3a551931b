from pathlib import Path

from tests.proof.kit import finds, web

RULE = "no-room-for-a-node-down"
_PROMISE = "objectives: {availability_percent: 99.9}\n"
_PODS = "rollout: {kind: recreate}, resources: {requests: {cpu: 400m}, limits: {cpu: 1}}"


def _patch(nodes: int, objectives: str = _PROMISE) -> str:
    pools = f"cluster: {{node_pools: {{pair: {{nodes: {nodes}, cpu: 1}}}}}}\n"
    return objectives + pools + web(f"{_PODS}, scaling: {{kind: fixed, replicas: 4}}")


def test_it_finds_nodes_that_are_all_needed(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, _patch(2))
    assert found == (
        "cluster.node_pools.pair.nodes: is 2 nodes; with one away pod 3 of 4 of workload.web finds"
        " no place: there are 4 of its size or larger for pair, and 1 node there holds 2 (cpu);"
        " it takes 2 nodes, in the usual busy hour; 99.9 % is promised, which allows 43 minutes a"
        " month without"
    )


def test_it_passes_one_to_spare_a_lone_node_or_no_promise(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, _patch(3)) == []
    assert finds(tmp_path, RULE, _patch(2, objectives="")) == []
    lone = _PROMISE + "cluster: {node_pools: {one: {nodes: 1}}}"
    assert finds(tmp_path, RULE, lone) == []
