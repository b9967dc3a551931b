"""What the catalogue has no price of."""

from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.proof.kit import finds

RULE = "price-unknown"


def test_it_finds_a_machine_without_a_price_in_the_region(tmp_path: Path) -> None:
    patch = "cluster: {node_pools: {general: {instance_types: [m6g.large]}}}"
    assert finds(tmp_path, RULE, patch, BASE) == [
        (
            "cluster.node_pools.general.instance_types: the catalogue has no price of ec2.m6g.large"
            " / h in eu-west-1, for pool general: m6g.large: the bill is too low by it"
        )
    ]


def test_it_finds_a_region_without_prices_once(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, "account: {region: eu-central-1}", BASE) == [
        (
            "account.region: the catalogue has no prices in eu-central-1, only in eu-west-1 and"
            " us-east-1: the bill lacks 5, ebs.gp3.storage, ec2.m6i.large, kms.key,"
            " nat_gateway.hour, public_ipv4.hour"
        )
    ]


def test_it_passes_what_has_a_price(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, "labels: {team: shop}", BASE) == []
