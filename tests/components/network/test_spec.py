"""What of a network cannot be built is refused before anything is asked of a cloud."""

from pathlib import Path

import pytest

from components.network.spec import LARGEST, SMALLEST
from tests.components.cloud_kit import planned, refused

TOO_SMALL = (
    f"must be an IPv4 network from /{LARGEST} to /{SMALLEST}, got {{}}: AWS takes none larger, and"
    " a smaller one has no room for public, private and database subnets"
)


def lines(folder: Path, fields: str) -> list[str]:
    """The refusals without the line before them, which the first test looks at."""
    return [line.partition(" ")[2] for line in refused(folder, f"network: {{{fields}}}")]


@pytest.mark.parametrize("cidr", ["10.20.0.0/22", "10.0.0.0/15", "fd00::/16"])
def test_a_network_without_room_for_its_subnets_is_refused_with_its_line(
    tmp_path: Path, cidr: str
) -> None:
    (line,) = refused(tmp_path, f'network: {{cidr: "{cidr}"}}')
    assert line == f":4 network.cidr: {TOO_SMALL.format(cidr)}"


@pytest.mark.parametrize("cidr", ["10.0.0.0/16", "10.20.8.0/21"])
def test_the_largest_and_the_smallest_network_are_taken(tmp_path: Path, cidr: str) -> None:
    made = planned(tmp_path, f"network: {{cidr: {cidr}}}").one("aws:ec2/vpc:Vpc", "network")
    assert made.at("cidrBlock") == cidr


def test_one_zone_carries_no_cluster_and_no_second_copy_of_a_database(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, "zones: [a]")
    assert line.startswith("network.zones: must have at least 2")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("zones: [a, b, a]", "network.zones[2]: a is there already"),
        ("gateway_endpoints: [s3, s3]", "network.gateway_endpoints[1]: s3 is there already"),
        ("interface_endpoints: [sts, sts]", "network.interface_endpoints[1]: sts is there already"),
    ],
)
def test_what_stands_there_twice_is_refused(tmp_path: Path, fields: str, said: str) -> None:
    assert lines(tmp_path, fields) == [said]


def test_an_existing_network_is_named_by_ids_alone(tmp_path: Path) -> None:
    fields = (
        "kind: existing, vpc_id: vpc-123, cidr: 10.1.0.0/16,"
        " public_subnets: {a: subnet-0a1b2c3d, b: subnet-0a1b2c3e},"
        " private_subnets: {a: subnet-0a1b2c3f}, database_subnets: {a: x, b: subnet-0a1b2c3f}"
    )
    found = lines(tmp_path, fields)
    assert [line.partition(":")[0] for line in found] == [
        "network.vpc_id",
        "network.private_subnets",
        "network.database_subnets.a",
    ]
    assert "such as vpc-0a1b2c3d4e5f60718" in found[0]
    assert "at least 2" in found[1]
