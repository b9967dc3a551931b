"""A node that goes waits for its pods as long as the autoscaler lets it."""

from pathlib import Path

import pytest

from tests.components.cluster.eks_kit import BASE, cluster
from tests.proof.kit import finds

_RULE = "grace-longer-than-autoscaler"


def _patch(autoscaler: str, grace: int) -> str:
    return f"{cluster(f'autoscaler: {autoscaler}')}\nworkloads: {{job: {{grace_seconds: {grace}}}}}"


def test_it_finds_pods_that_need_longer(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _patch("{kind: cluster_autoscaler}", 1800), BASE) == [
        "cluster.autoscaler.max_grace_seconds: is 600 s, and the pods of job have 1800 s"
    ]


@pytest.mark.parametrize(
    ("autoscaler", "grace"),
    [
        ("{kind: cluster_autoscaler}", 600),
        ("{kind: cluster_autoscaler, max_grace_seconds: 1800}", 1800),
    ],
)
def test_it_passes_pods_that_get_their_time(tmp_path: Path, autoscaler: str, grace: int) -> None:
    assert finds(tmp_path, _RULE, _patch(autoscaler, grace), BASE) == []


def test_it_passes_pools_of_fixed_size(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, "workloads: {job: {grace_seconds: 1800}}", BASE) == []
