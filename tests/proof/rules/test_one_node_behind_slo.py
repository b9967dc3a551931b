from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "one-node-behind-slo"
_PROMISE = "objectives: {availability_percent: 99.9}"
_TAINTED = "gpu: {nodes: 5, taints: [{key: gpu}]}"


def _pools(*pools: str) -> str:
    return f"cluster: {{node_pools: {{{', '.join(pools)}}}}}\n{_PROMISE}\n"


@pytest.mark.parametrize(
    ("patch", "pool"),
    [
        (_PROMISE, "default"),
        (_pools("small: {nodes: 1}", _TAINTED), "small"),
        (_pools("many: {nodes: 3}", "one: {nodes: 1}") + web("node_pool: one"), "one"),
    ],
)
def test_it_finds_a_promise_that_hangs_on_a_node(tmp_path: Path, patch: str, pool: str) -> None:
    assert finds(tmp_path, _RULE, patch) == [
        (
            f"cluster.node_pools.{pool}.nodes: is 1, and web can stand nowhere else; 99.9 % is"
            " promised, which allows 43 minutes a month without"
        )
    ]


@pytest.mark.parametrize(
    "patch",
    [
        "workloads: {}",
        _pools("small: {nodes: 2}"),
        _pools("one: {nodes: 1}", "other: {nodes: 1}"),
        f"cluster: {{distribution: existing, context: mine}}\n{_PROMISE}",
    ],
)
def test_it_passes_a_second_node_and_clusters_nobody_listed(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []
