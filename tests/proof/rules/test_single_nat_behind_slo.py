"""One gateway for all zones is told of where availability is promised."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE
from tests.proof.kit import finds

RULE = "single-nat-behind-slo"
PROMISE = "objectives: {availability_percent: 99.9}"


def test_it_finds_one_gateway_behind_a_promise(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, f"network: {{nat: one}}\n{PROMISE}", BASE)
    assert found == (
        "network.nat: is one, in zone a, through which b, c go out as well; 99.9 % is promised,"
        " which allows 43 minutes a month without"
    )


def test_it_passes_a_gateway_in_each_zone_none_at_all_or_no_promise(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, PROMISE, BASE) == []
    assert finds(tmp_path, RULE, f"network: {{nat: none}}\n{PROMISE}", BASE) == []
    assert finds(tmp_path, RULE, "network: {nat: one}", BASE) == []
