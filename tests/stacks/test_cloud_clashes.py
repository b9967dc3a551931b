"""What an account, its region and a network cannot be is refused before anything is asked."""

from pathlib import Path

import pytest

from catalog.regions import AWS_REGIONS
from tests.components import cloud_kit
from tests.stacks import platforms

OTHER = "arn:aws:iam::210987654321:role/deployer"
REFUSED = {
    "a region that nobody knows": (
        "account: {region: eu-west-9}",
        (
            ":4 account.region: eu-west-9 is in no row of catalog/data/aws_regions.csv; did you"
            " mean eu-west-3"
        ),
    ),
    "a region without three zones": (
        "account: {region: us-west-1}",
        (
            "network.zones: must be at most 2 in us-west-1, got 3: an account sees no more there;"
            " name fewer, or move to another region (account.region)"
        ),
    ),
    "a zone that the region has not": (
        "network: {zones: [a, b, f]}",
        ":4 network.zones[2]: eu-west-1 has no zone f; it has a, b, c",
    ),
    "a role of another account": (
        f'account: {{role: "{OTHER}"}}\ncluster: {{access: {{admins: {{us: "{OTHER}"}}}}}}',
        (
            ":4 account.role: is of account 210987654321, and account.id is 123456789012; name a"
            " role of that one"
        ),
    ),
    "more labels than AWS takes tags": (
        f"labels: {{{', '.join(f'l{n}: x' for n in range(41))}}}",
        ":4 labels: must be at most 40, got",
    ),
}


@pytest.mark.parametrize(("patch", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_with_line_path_value_rule_and_way_out(
    tmp_path: Path, patch: str, said: str
) -> None:
    (line,) = cloud_kit.refused(tmp_path, patch)
    assert said in line


def test_two_zones_are_enough_where_there_are_no_more(tmp_path: Path) -> None:
    patch = "account: {region: us-west-1}\nnetwork: {zones: [a, c]}"
    made = cloud_kit.planned(tmp_path, patch)
    found = {str(each.at("availabilityZone")) for each in made.of("aws:ec2/subnet:Subnet")}
    assert found == {"us-west-1a", "us-west-1c"}


def test_services_may_not_lie_over_a_network_of_somebody_else(tmp_path: Path) -> None:
    tiers = ", ".join(
        f"{tier}: {{a: subnet-{n}000000a, b: subnet-{n}000000b}}"
        for n, tier in enumerate(("public_subnets", "private_subnets", "database_subnets"))
    )
    patch = f"network: {{kind: existing, vpc_id: vpc-0a1b2c3d, cidr: 172.20.0.0/20, {tiers}}}"
    (line,) = platforms.refused(tmp_path, patch, cloud_kit.BASE)
    assert "cluster.service_cidr: 172.20.0.0/16 overlaps the network's own addresses" in line


def test_a_region_names_at_least_the_zones_that_an_account_sees() -> None:
    for row in AWS_REGIONS.rows:
        assert len({*row.zones}) == len(row.zones) >= row.zone_count, row.region
