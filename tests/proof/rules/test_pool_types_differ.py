"""Unlike machines in one pool are told of."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE, pool
from tests.proof.kit import finds

RULE = "pool-types-differ"


def test_another_size_is_told_of(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, pool("instance_types: [m6i.large, m6i.xlarge]"), BASE) == [
        "cluster.node_pools.general.instance_types[1]: m6i.xlarge has 4 vCPU and 16 GiB,"
        " m6i.large 2 and 8"
    ]


def test_types_of_one_size_are_fine(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, pool("instance_types: [m6i.large, m5.large]"), BASE) == []
