from pathlib import Path

import pytest

from tests.proof.kit import finds, web

_RULE = "no-node-for-pods"


def _pools(*pools: str) -> str:
    return f"cluster: {{node_pools: {{{', '.join(pools)}}}}}\n"


_KEPT_OFF = "is missing, and the taints of all nodes keep its pods off"
_TAINTED = "gpu: {nodes: 2, taints: [{key: gpu}]}"


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        (
            _pools("open: {}", "empty: {nodes: 0}") + web("node_pool: empty"),
            ["workloads.web.node_pool: is empty, and this pool has no nodes"],
        ),
        (
            _pools(_TAINTED),
            [
                f"workloads.job.node_pool: {_KEPT_OFF}",
                f"workloads.web.node_pool: {_KEPT_OFF}",
            ],
        ),
        (
            _pools("empty: {nodes: 0}") + "workloads: {job: {scaling: {kind: fixed, replicas: 0}}}",
            ["workloads.web.node_pool: no pool has any nodes"],
        ),
        # Stores and add-ons name no pool.
        (
            _pools(_TAINTED)
            + "workloads: {web: {node_pool: gpu}, job: {node_pool: gpu}}\n"
            + "caches: {queue: {kind: in_cluster, version: '8.1'}}\n"
            + "addons: {traefik: {}}",
            [
                "addons.traefik: the taints of all nodes keep its pods off",
                "caches.queue: the taints of all nodes keep its pods off",
            ],
        ),
    ],
)
def test_it_finds_pods_that_wait_for_ever(tmp_path: Path, patch: str, said: list[str]) -> None:
    assert finds(tmp_path, _RULE, patch) == said


@pytest.mark.parametrize(
    "patch",
    [
        _pools("soft: {taints: [{key: gpu, effect: PreferNoSchedule}]}"),
        _pools(_TAINTED) + "workloads: {web: {node_pool: gpu}, job: {node_pool: gpu}}",
        "cluster: {distribution: existing, context: mine}",
    ],
)
def test_it_passes_pods_that_some_node_takes(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, _RULE, patch) == []
