"""Unlike machines in one pool are told of."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE, pool
from tests.proof.kit import finds

RULE = "pool-types-differ"


def test_it_finds_another_size(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, pool("instance_types: [m6i.large, m6i.xlarge]"), BASE) == [
        (
            "cluster.node_pools.general.instance_types[1]: m6i.xlarge has 4 vCPU and 16 GiB,"
            " m6i.large 2 and 8"
        )
    ]


def test_it_passes_types_of_one_size(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, pool("instance_types: [m6i.large, m5.large]"), BASE) == []
