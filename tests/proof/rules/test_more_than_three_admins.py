"""Many admins are told of."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE, cluster
from tests.proof.kit import finds

RULE = "more-than-three-admins"


def admins(count: int) -> str:
    named = ", ".join(f'a{n}: "arn:aws:iam::123456789012:role/a{n}"' for n in range(count))
    return cluster(f"access: {{admins: {{{named}}}}}")


def test_it_finds_a_fourth_admin(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, admins(3), BASE)  # and ops, of the base
    assert found.startswith("cluster.access.admins: 4 may do everything in the cluster: ops, a0")


def test_it_passes_three_admins(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, admins(2), BASE) == []
