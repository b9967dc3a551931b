"""Promises held against prices that nobody has read."""

from pathlib import Path

from tests.components.cloud_kit import BASE, rds
from tests.proof.kit import finds

RULE = "price-from-memory"


def test_it_finds_what_was_recalled_or_derived(tmp_path: Path) -> None:
    patch = rds() + "\nobjectives: {monthly_usd: 5000}"
    assert finds(tmp_path, RULE, patch, BASE) == [
        (
            "objectives.monthly_usd: $280 of the $722 that are expected rest on 3 prices that were"
            " recalled or derived: rds.postgres.db.m7g.large.multi_az, kms.key,"
            " secrets_manager.secret"
        )
    ]


def test_it_finds_it_under_what_a_task_may_cost_as_well(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, "objectives: {usd_per_task: 1}", BASE)
    assert found.startswith("objectives.usd_per_task: $4.00 of the ")
    assert found.endswith("rest on 1 price that was recalled or derived: kms.key")


def test_it_passes_where_nothing_is_promised(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, rds(), BASE) == []


def test_it_passes_prices_that_were_read(tmp_path: Path) -> None:
    patch = "account: {region: us-east-1}\nobjectives: {monthly_usd: 5000}"
    assert finds(tmp_path, RULE, patch, BASE) == []
