from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "spread-required-cannot-hold"
_POOLS = "cluster: {node_pools: {open: {nodes: 2}, shut: {nodes: 1, taints: [{key: gpu}]}}}\n"
_ROLLING = "rollout: {kind: rolling_update, max_unavailable: 1}"


def _patch(pods: int, more: str = "", nodes: str = "require") -> str:
    spread = f"spread: {{nodes: {nodes}}}"
    return web(f"scaling: {{kind: fixed, replicas: {pods}}}, {spread}, {more}")


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        (_patch(3, _ROLLING), "3 pods need a node each, and 2 of 3 nodes take them"),
        (_patch(2), "2 pods and 1 more in a rollout need a node each, and 2 of 3 nodes take them"),
        (
            _patch(3, "rollout: {kind: recreate}"),
            "3 pods need a node each, and 2 of 3 nodes take them",
        ),
    ],
)
def test_it_finds_pods_beyond_the_nodes_that_take_them(
    tmp_path: Path, patch: str, said: str
) -> None:
    assert finds(tmp_path, _RULE, f"{_POOLS}{patch}") == [
        f"workloads.web.spread.nodes: is require: {said}"
    ]


@pytest.mark.parametrize(
    "patch",
    [
        # Seen with the scheduler: without a node that is shut, the pods stand evenly.
        _patch(9),
        _POOLS + _patch(2, _ROLLING),
        _POOLS + _patch(3, nodes="prefer"),
        _POOLS + _patch(9, "node_pool: open"),
        _POOLS.replace("2", "1") + _patch(1),
        _POOLS.replace("2", "3") + _patch(2, "rollout: {kind: rolling_update, max_surge: 3}"),
    ],
)
def test_it_passes_pods_that_find_a_place(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []
