"""Subnets never overlap, never leave their network, and never move."""

import ipaddress
from ipaddress import IPv4Network
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from components.network.spec import LARGEST, SMALLEST
from components.network.subnets import ZoneSubnets, subnets, usable_addresses, usable_blocks

SMALLEST_OF_A_LOAD_BALANCER = 27


@st.composite
def cidrs(draw: st.DrawFn) -> str:
    """Every network that a stack file may ask for."""
    prefix = draw(st.integers(LARGEST, SMALLEST))
    number = draw(st.integers(0, 2**prefix - 1))
    return f"{ipaddress.IPv4Address(number << (32 - prefix))}/{prefix}"


ZONES = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True)


def tiers(row: ZoneSubnets) -> list[IPv4Network]:
    return [IPv4Network(each) for each in (row.public, row.private, row.database)]


@given(cidrs(), ZONES)
def test_each_zone_has_three_subnets_inside_the_network_and_none_overlap(
    cidr: str, zones: list[str]
) -> None:
    rows = subnets(cidr, zones)
    assert [row.zone for row in rows] == zones
    made = [each for row in rows for each in tiers(row)]
    assert len(made) == 3 * len(zones)
    assert all(each.subnet_of(IPv4Network(cidr)) for each in made)
    assert not any(one.overlaps(other) for one, other in combinations(made, 2))


@given(cidrs(), ZONES, st.randoms(use_true_random=False))
def test_zones_that_come_go_or_change_places_move_no_other(
    cidr: str, zones: list[str], chance: Random
) -> None:
    whole = {row.zone: row for row in subnets(cidr, "abcdef")}
    chance.shuffle(zones)
    assert {row.zone: row for row in subnets(cidr, zones)} == {zone: whole[zone] for zone in zones}


@given(cidrs())
def test_the_smallest_network_has_room_for_load_balancers_and_most_of_it_is_for_pods(
    cidr: str,
) -> None:
    rows = subnets(cidr, "abcdef")
    for row in rows:
        public, private, database = tiers(row)
        assert public.prefixlen == database.prefixlen <= SMALLEST_OF_A_LOAD_BALANCER
        assert private.num_addresses == IPv4Network(cidr).num_addresses // 8
    assert sum(IPv4Network(row.private).num_addresses for row in rows) == (
        IPv4Network(cidr).num_addresses * 6 // 8
    )


def test_the_addresses_of_a_network_are_these() -> None:
    assert subnets("10.20.0.0/16", "abc") == (
        ZoneSubnets(
            zone="a", public="10.20.192.0/22", private="10.20.0.0/19", database="10.20.224.0/22"
        ),
        ZoneSubnets(
            zone="b", public="10.20.196.0/22", private="10.20.32.0/19", database="10.20.228.0/22"
        ),
        ZoneSubnets(
            zone="c", public="10.20.200.0/22", private="10.20.64.0/19", database="10.20.232.0/22"
        ),
    )


def test_aws_keeps_five_addresses_of_a_subnet_and_two_blocks_are_not_whole() -> None:
    assert (usable_addresses("10.0.0.0/24"), usable_blocks("10.0.0.0/24")) == (251, 14)
    assert (usable_addresses("10.0.0.0/28"), usable_blocks("10.0.0.0/28")) == (11, 0)
