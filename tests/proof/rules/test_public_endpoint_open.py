"""An API that is open to all is told of."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE, cluster
from tests.proof.kit import finds

RULE = "public-endpoint-open"


def test_it_finds_the_whole_internet(tmp_path: Path) -> None:
    (found,) = finds(
        tmp_path, RULE, cluster("public_access_from: [198.51.100.0/24, 0.0.0.0/0]"), BASE
    )
    assert found.startswith("cluster.public_access_from[1]: 0.0.0.0/0 lets 4294967296 addresses")


def test_it_passes_an_office_or_no_public_way(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, cluster("public_access_from: [198.51.100.0/24]"), BASE) == []
    assert finds(tmp_path, RULE, "labels: {}", BASE) == []
