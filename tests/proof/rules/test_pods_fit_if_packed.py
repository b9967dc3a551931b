from pathlib import Path

from tests.proof.kit import finds

RULE = "pods-fit-if-packed"
_TWO = "cluster: {node_pools: {pair: {nodes: 2, cpu: 1, memory: 8Gi}}}\n"


def test_it_finds_a_pod_that_small_ones_can_keep_out(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, _patch(4))
    assert found == (
        "cluster.node_pools.pair.nodes: a place for every pod exists, and in another order"
        " workload.web may find none, with the fewest pods"
    )


def test_it_passes_when_too_few_are_small_to_do_so(tmp_path: Path) -> None:
    # Two nodes are blocked by two pods each at the least: 101m and more on either.
    assert finds(tmp_path, RULE, _patch(3)) == []


def _patch(small: int) -> str:
    return (
        f"{_TWO}"
        "workloads:\n"
        "  web:\n"
        "    rollout: {kind: recreate}\n"
        "    resources: {requests: {cpu: 900m, memory: 64Mi}, limits: {cpu: 1}}\n"
        "  job:\n"
        "    rollout: {kind: recreate}\n"
        f"    scaling: {{kind: fixed, replicas: {small}}}\n"
    )
