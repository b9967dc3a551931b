"""The rules by which clouds bill, each by example."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.prices import PRICES, price
from proof.cost.billing import (
    AWS_HOURS,
    DAYS,
    above_free,
    by_the_second,
    capped_hours,
    months,
    pool_hours,
    vcpus,
)


def test_a_month_of_aws_is_the_twelfth_part_of_a_year() -> None:
    assert Decimal(8760) / 12 == AWS_HOURS
    assert abs(DAYS * 24 - AWS_HOURS) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("ran", "billed"), [(0, 0), (100, 100), (672, 672), (673, 672), (744, 672)]
)
def test_digitalocean_bills_at_most_672_hours(ran: int, billed: int) -> None:
    assert capped_hours(Decimal(ran)) == billed


@pytest.mark.parametrize(("ran", "costs"), [(336, "126"), (672, "252"), (744, "252")])
def test_a_droplet_of_the_whole_month_costs_its_monthly_price(ran: int, costs: str) -> None:
    monthly = price("digitalocean", "fra1", "droplet.g-8vcpu-32gb", "month").usd
    assert monthly * months(Decimal(ran)) == Decimal(costs)


def test_an_hour_is_the_672nd_part_of_a_month_in_every_row() -> None:
    rows = [row for row in PRICES.rows if row.provider == "digitalocean" and row.unit == "hour"]
    assert rows
    for row in rows:
        monthly = price("digitalocean", "any", row.sku, "month").usd
        assert abs(monthly * months(Decimal(1)) - row.usd) <= Decimal("0.000005"), row.sku


def test_a_pool_that_never_changes_is_billed_as_its_nodes_are() -> None:
    assert pool_hours([3] * 744) == 3 * 672


def test_a_pool_that_grows_is_billed_its_dearest_672_hours() -> None:
    assert pool_hours([2] * 700 + [10] * 44) == 10 * 44 + 2 * (672 - 44)


def test_a_young_pool_is_billed_the_hours_that_it_had() -> None:
    assert pool_hours([2] * 10 + [0] * 5 + [4]) == 24


@given(st.lists(st.integers(0, 50), max_size=744), st.randoms(use_true_random=False))
def test_a_pool_is_never_billed_more_than_it_had_and_in_no_order(
    hours: list[int], random: Random
) -> None:
    mixed = list(hours)
    random.shuffle(mixed)
    billed = pool_hours(hours)
    assert billed == pool_hours(mixed)
    assert sum(hours) * 672 // 744 <= billed <= sum(hours)


@pytest.mark.parametrize(
    ("monthly", "seconds", "costs"),
    [
        (252, 1, "0.01"),  # a cent at least: a minute of 0.375 an hour is 0.00625
        (252, 60, "0.01"),
        (1008, 1, "0.025"),  # a minute at least: of 1.50 an hour it is more than a cent
        (1008, 60, "0.025"),
        (252, 3600, "0.375"),
        (252, 672 * 3600, "252"),
        (252, 744 * 3600, "252"),
    ],
)
def test_a_droplet_is_billed_by_the_second(monthly: int, seconds: int, costs: str) -> None:
    paid = by_the_second(Decimal(monthly), Decimal(seconds))
    assert abs(paid - Decimal(costs)) < Decimal("1e-20")


@pytest.mark.parametrize(("used", "billed"), [(0, 0), (99, 0), (100, 0), (101, 1), (1100, 1000)])
def test_what_is_free_costs_nothing(used: int, billed: int) -> None:
    assert above_free(Decimal(used), Decimal(100)) == billed


@pytest.mark.parametrize(
    ("called", "cores"),
    [("db.t4g.micro", 2), ("db.m7g.large", 2), ("db.m7g.xlarge", 4), ("db.r6g.2xlarge", 8)],
)
def test_cores_of_a_class_go_by_its_size(called: str, cores: int) -> None:
    assert vcpus(called) == cores


def test_a_standby_costs_twice_machine_and_disk() -> None:
    for region in ("us-east-1", "eu-west-1"):
        one = price("aws", region, "rds.postgres.db.m7g.large.single_az", "hour").usd
        two = price("aws", region, "rds.postgres.db.m7g.large.multi_az", "hour").usd
        assert two == 2 * one
        disk = price("aws", region, "rds.gp3.storage.single_az", "gb_month").usd
        both = price("aws", region, "rds.gp3.storage.multi_az", "gb_month").usd
        assert both == 2 * disk
