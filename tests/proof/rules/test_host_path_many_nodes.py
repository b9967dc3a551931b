from pathlib import Path

import pytest

from tests.proof.kit import finds

_RULE = "host-path-many-nodes"


def _patch(pools: str, web: str = "", kind: str = "kind: host_path, path: /srv/app") -> str:
    return (
        f"cluster: {{node_pools: {{{pools}}}}}\n"
        f"volumes: {{data: {{{kind}, storage: 1Gi}}}}\n"
        f"workloads: {{web: {{volumes: {{data: {{path: /data}}}}, {web}}}}}"
    )


@pytest.mark.parametrize("pools", ["default: {nodes: 2}", "default: {}, more: {nodes: 1}"])
def test_it_finds_several_nodes(tmp_path: Path, pools: str) -> None:
    assert finds(tmp_path, _RULE, _patch(pools)) == [
        "volumes.data.kind: is host_path, and the pods of web may stand on 2 nodes"
    ]


@pytest.mark.parametrize(
    ("pools", "web"),
    [
        ("default: {nodes: 1}", "user: 10001"),
        ("default: {nodes: 3}, data: {nodes: 1}", "node_pool: data"),
        ("default: {nodes: 1}, more: {nodes: 2, taints: [{key: gpu}]}", "user: 10001"),
    ],
    ids=["one node", "a pool of one node", "other nodes keep it off"],
)
def test_it_passes_one_node(tmp_path: Path, pools: str, web: str) -> None:
    assert finds(tmp_path, _RULE, _patch(pools, web)) == []


def test_it_passes_a_claim(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("default: {nodes: 2}", kind="kind: claim")) == []


def test_it_passes_a_cluster_of_which_nobody_knows_the_nodes(tmp_path: Path) -> None:
    patch = _patch("default: {nodes: 2}").replace(
        "node_pools: {default: {nodes: 2}}", "distribution: existing, context: lab"
    )
    assert finds(tmp_path, _RULE, patch) == []
