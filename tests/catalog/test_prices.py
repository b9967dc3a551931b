"""Prices that follow a rule follow it in every row."""

import re
from decimal import Decimal

import pytest

from catalog.prices import PRICES, price
from catalog.read import UnknownKey
from catalog.rows import Price
from catalog.shapes import NODE_SHAPES, SPOT_INTERRUPTIONS

FIVE_DIGITS = Decimal("0.00001")
"""Hourly prices of DigitalOcean have five digits."""
LARGE = {
    "small": Decimal("0.25"),
    "medium": Decimal("0.5"),
    "large": Decimal(1),
    "xlarge": Decimal(2),
    "2xlarge": Decimal(4),
    "4xlarge": Decimal(8),
    "8xlarge": Decimal(16),
}
"""How many times the large size of its family an EC2 size costs."""
GUESSED = re.compile(r"recalled|derived|extrapolated|assumed")
UNSHAPED_DROPLETS = {"m-24vcpu-192gb", "m-32vcpu-256gb", "s-1vcpu-2gb-intel"}
"""Sold, but nothing is known of how DOKS uses them."""
UNPRICED_FAMILIES = {
    "us-east-1": set[str](),
    "eu-west-1": {"c7g", "c7i", "g4dn", "g5", "g6", "m6g", "m7i-flex"},
}
NO_SPOT = {"g4dn", "g5", "g6"}


def named(pattern: str, unit: str = "hour") -> list[tuple[re.Match[str], Price]]:
    """The prices whose whole SKU fits the pattern; never none, or a test would say nothing."""
    found = [
        (match, row)
        for row in PRICES.rows
        if row.unit == unit and (match := re.fullmatch(pattern, row.sku))
    ]
    assert found
    return found


def test_a_price_is_that_of_its_region() -> None:
    assert price("aws", "us-east-1", "ec2.m6i.2xlarge", "hour").usd == Decimal("0.384")
    assert price("aws", "eu-west-1", "ec2.m6i.2xlarge", "hour").usd == Decimal("0.428")


def test_a_price_that_holds_everywhere_is_found_from_every_region() -> None:
    found = price("digitalocean", "fra1", "droplet.g-8vcpu-32gb", "month")
    assert (found.usd, found.region) == (Decimal(252), "any")
    assert price("aws", "eu-west-1", "eks.control_plane.standard", "hour").usd == Decimal("0.1")


def test_no_price_holds_both_in_a_region_and_everywhere() -> None:
    everywhere = {(row.provider, row.sku, row.unit) for row in PRICES.rows if row.region == "any"}
    in_a_region = {(row.provider, row.sku, row.unit) for row in PRICES.rows if row.region != "any"}
    assert everywhere
    assert not everywhere & in_a_region


@pytest.mark.parametrize(
    ("region", "sku"), [("us-west-2", "ec2.m5.large"), ("us-east-1", "ec2.m5.huge")]
)
def test_an_unknown_price_is_an_error_and_never_nothing(region: str, sku: str) -> None:
    with pytest.raises(UnknownKey, match=rf"^no price for aws / {region} / {sku} / hour in"):
        price("aws", region, sku, "hour")


def test_a_price_in_another_unit_is_an_error() -> None:
    with pytest.raises(UnknownKey, match=r"did you mean aws / us-east-1 / ec2.m5.large / hour or"):
        price("aws", "us-east-1", "ec2.m5.large", "month")


def test_two_zones_of_rds_cost_twice_one_within_rounding() -> None:
    for match, row in named(r"(rds\..*)\.multi_az") + named(r"(rds\..*)\.multi_az", "gb_month"):
        single = price("aws", row.region, f"{match[1]}.single_az", row.unit)
        assert abs(row.usd - 2 * single.usd) <= Decimal("0.001"), row.key


def test_an_hour_at_digitalocean_is_the_672th_part_of_a_month() -> None:
    hourly = [row for row in PRICES.rows if (row.provider, row.unit) == ("digitalocean", "hour")]
    assert len(hourly) > 30
    for row in hourly:
        month = price("digitalocean", row.region, row.sku, "month")
        assert row.usd == (month.usd / 672).quantize(FIVE_DIGITS), row.key


def test_sizes_of_an_ec2_family_cost_in_proportion() -> None:
    for match, row in named(r"ec2\.([^.]+)\.([^.]+)"):
        family, size = match.groups()
        if family not in NO_SPOT:  # of these only one size is listed
            large = price("aws", row.region, f"ec2.{family}.large", "hour")
            assert row.usd == large.usd * LARGE[size], row.key


def test_a_spot_price_is_the_on_demand_price_less_the_saving_that_its_source_states() -> None:
    for match, row in named(r"ec2-spot\.(.+)"):
        saving = re.search(r" of ([0-9]+)%$", row.source)
        assert saving, row.key
        full = price("aws", row.region, f"ec2.{match[1]}", "hour").usd
        wanted = full * (100 - int(saving[1])) / 100
        assert abs(row.usd - wanted) <= FIVE_DIGITS, row.key


def test_a_price_derived_from_another_region_has_the_ratio_that_its_source_states() -> None:
    derived = [
        (Decimal(match[1]), row)
        for row in PRICES.rows
        if (match := re.match(r"derived: us-east-1 x ([0-9.]+)", row.source))
    ]
    assert len(derived) > 10
    for ratio, row in derived:
        base = price("aws", "us-east-1", row.sku, row.unit)
        assert abs(row.usd - base.usd * ratio) <= Decimal("0.0001"), row.key


def test_every_node_of_a_digitalocean_database_costs_the_same() -> None:
    for match, row in named(r"(db\..+)\.([23])nodes", "month"):
        single = price("digitalocean", row.region, f"{match[1]}.1node", "month")
        assert row.usd == single.usd * int(match[2]), row.key


def test_what_was_not_read_is_not_called_read() -> None:
    guessed = [row for row in PRICES.rows if GUESSED.search(row.source)]
    assert len(guessed) > 90
    assert {row.confidence for row in guessed} == {"memory"}


def test_every_priced_droplet_is_a_known_node_and_the_other_way_round() -> None:
    droplets = {row.sku for row in NODE_SHAPES.rows if row.provider == "doks"}
    for unit in ("hour", "month"):
        priced = {match[1] for match, _ in named(r"droplet\.(.+)", unit)}
        assert priced == droplets | UNSHAPED_DROPLETS


@pytest.mark.parametrize("region", UNPRICED_FAMILIES)
def test_every_ec2_type_is_priced_in_every_region_but_for_known_families(region: str) -> None:
    types = {row.sku for row in NODE_SHAPES.rows if row.provider == "eks"}
    without = UNPRICED_FAMILIES[region]
    priced = {match[1] for match, row in named(r"ec2\.(.+)") if row.region == region}
    spot = {match[1] for match, row in named(r"ec2-spot\.(.+)") if row.region == region}
    assert priced == {sku for sku in types if sku.split(".")[0] not in without}
    assert spot == {sku for sku in priced if sku.split(".")[0] not in NO_SPOT}


def test_every_spot_price_has_an_interruption_band() -> None:
    spot = {(row.region, match[1]) for match, row in named(r"ec2-spot\.(.+)")}
    assert spot <= {(row.region, row.sku) for row in SPOT_INTERRUPTIONS.rows}
