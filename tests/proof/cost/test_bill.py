"""Sums of a bill, and what they rest on."""

from decimal import Decimal
from pathlib import Path

from proof.plan import Plan
from tests.components.cloud_kit import rds
from tests.proof.cost.kit import US, bill
from tests.proof.kit import ON, SOUND
from tests.stacks.platforms import spec


def test_the_sum_is_that_of_its_lines(tmp_path: Path) -> None:
    found = bill(tmp_path, US + "cluster: {autoscaler: {kind: cluster_autoscaler}}")
    # control plane, nodes and their disks, gateways with addresses, keys and secrets
    usual = Decimal("73") + Decimal("210.24") + Decimal("12") + Decimal("98.55") + Decimal("10.95")
    assert found.total("expected") == usual + 4
    assert found.total("max") == usual + Decimal("210.24") + 12 + 12


def test_what_was_recalled_is_told_from_what_was_read(tmp_path: Path) -> None:
    found = bill(tmp_path, rds())
    assert {line.price.sku for line in found.assumed} == {
        "rds.postgres.db.m7g.large.multi_az",
        "kms.key",
        "secrets_manager.secret",
    }
    recalled = 730 * Decimal("0.374") + 6 + Decimal("0.8")
    assert found.total("expected") - found.sure("expected") == recalled


def test_what_has_no_price_is_in_no_sum(tmp_path: Path) -> None:
    here = bill(tmp_path, US)
    there = bill(tmp_path, "account: {region: eu-central-1}")
    assert {each.sku for each in there.unpriced} == {
        "ec2.m6i.large",
        "ebs.gp3.storage",
        "nat_gateway.hour",
        "public_ipv4.hour",
        "kms.key",
    }
    assert here.unpriced == ()
    assert there.total("expected") == 73


def test_a_stack_on_this_machine_has_no_bill(tmp_path: Path) -> None:
    assert Plan(stack=spec(tmp_path, "workloads: {}", SOUND), on=ON).bill is None
