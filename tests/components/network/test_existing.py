"""A network of somebody else is used, and nothing in it is made, changed or deleted."""

from pathlib import Path

from components.network.existing import ExistingAwsNetwork
from components.network.spec import ExistingAwsNetworkSpec
from tests.components.cloud_kit import planned
from tests.plan import assert_house_rules, plan

FIELDS = """\
network:
  kind: existing
  vpc_id: vpc-0a1b2c3d
  cidr: 10.1.0.0/16
  public_subnets: {a: subnet-0000000a, b: subnet-0000000b, c: subnet-0000000c}
  private_subnets: {a: subnet-1000000a, b: subnet-1000000b, c: subnet-1000000c}
  database_subnets: {a: subnet-2000000a, b: subnet-2000000b, c: subnet-2000000c}
"""
NETWORKING = ("aws:ec2/", "aws:vpc/")
OF_OTHERS = ("aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/securityGroup:SecurityGroup")


def test_alone_it_asks_the_engine_for_nothing_in_the_cloud() -> None:
    tiers = {
        tier: {zone: f"subnet-{number}000000{zone}" for zone in "abc"}
        for number, tier in enumerate(("public_subnets", "private_subnets", "database_subnets"))
    }
    spec = ExistingAwsNetworkSpec.model_validate(
        {"kind": "existing", "vpc_id": "vpc-0a1b2c3d", "cidr": "10.1.0.0/16", **tiers}
    )
    made = plan(lambda: ExistingAwsNetwork("network", spec))
    assert [each.type for each in made.resources if each.custom] == []


def test_the_cluster_and_its_nodes_are_put_into_its_private_subnets(tmp_path: Path) -> None:
    made = planned(tmp_path, FIELDS)
    assert_house_rules(made)
    private = [f"subnet-1000000{zone}" for zone in "abc"]
    (cluster,) = made.of("aws:eks/cluster:Cluster")
    assert cluster.at("vpcConfig", "subnetIds") == private
    (group,) = made.of("aws:eks/nodeGroup:NodeGroup")
    assert group.at("subnetIds") == private


def test_a_whole_stack_in_it_makes_no_part_of_a_network(tmp_path: Path) -> None:
    made = planned(tmp_path, FIELDS)
    ours = [each.type for each in made.resources if each.type.startswith(NETWORKING)]
    assert set(ours) <= set(OF_OTHERS)
    assert not [each for each in made.resources if each.custom and "plinth:network:" in each.urn]
