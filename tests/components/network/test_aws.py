"""A network of a stack's own, as the engine is asked for it."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from components.network.flow_logs import assumed_by_flow_logs, writes_to
from tests.components.cloud_kit import planned, some
from tests.plan import Plan, assert_house_rules

VPC, SUBNET = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"
NAT, ADDRESS = "aws:ec2/natGateway:NatGateway", "aws:ec2/eip:Eip"
ROUTE, TABLE = "aws:ec2/route:Route", "aws:ec2/routeTable:RouteTable"
ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
OUT = "0.0.0.0/0"
GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:x"


def network(fields: str = "cidr: 10.20.0.0/16") -> str:
    return f"network: {{{fields}}}"


def ways(plan: Plan) -> Mapping[str, str]:
    """Through which resource each route table's way out leads, by the table's name."""
    urns = {each.urn: each.name for each in plan.resources}
    found: dict[str, str] = {}
    for route in plan.of(ROUTE):
        (table,) = route.property_dependencies["routeTableId"]
        gate = "natGatewayId" if "natGatewayId" in route.inputs else "gatewayId"
        (through,) = route.property_dependencies[gate]
        assert route.at("destinationCidrBlock") == OUT
        found[urns[table]] = urns[through]
    return found


def tables(plan: Plan) -> Mapping[str, str]:
    """The route table of each subnet, by the subnet's name."""
    urns = {each.urn: each.name for each in plan.resources}
    return {
        urns[each.property_dependencies["subnetId"][0]]: urns[
            each.property_dependencies["routeTableId"][0]
        ]
        for each in plan.of(ASSOCIATION)
    }


def test_three_tiers_stand_in_each_of_three_zones(tmp_path: Path) -> None:
    plan = planned(tmp_path, network())
    assert_house_rules(plan)
    assert some(
        plan.one(VPC, "network"), "cidrBlock", "enableDnsHostnames", "enableDnsSupport"
    ) == {
        "cidrBlock": "10.20.0.0/16",
        "enableDnsHostnames": True,
        "enableDnsSupport": True,
    }
    made = {each.name: each for each in plan.of(SUBNET)}
    assert {name: each.at("cidrBlock") for name, each in made.items()} == {
        "network-private-a": "10.20.0.0/19",
        "network-private-b": "10.20.32.0/19",
        "network-private-c": "10.20.64.0/19",
        "network-public-a": "10.20.192.0/22",
        "network-public-b": "10.20.196.0/22",
        "network-public-c": "10.20.200.0/22",
        "network-database-a": "10.20.224.0/22",
        "network-database-b": "10.20.228.0/22",
        "network-database-c": "10.20.232.0/22",
    }
    assert all(each.at("mapPublicIpOnLaunch") is False for each in made.values())
    for name, each in made.items():
        assert each.at("availabilityZone") == f"eu-west-1{name[-1]}"


@pytest.mark.parametrize(
    ("tier", "tag"),
    [("public", "elb"), ("private", "internal-elb"), ("database", None)],
)
def test_load_balancers_find_the_subnets_that_they_belong_in(
    tmp_path: Path, tier: str, tag: str | None
) -> None:
    subnet = planned(tmp_path, network()).one(SUBNET, f"network-{tier}-b")
    found_by = {f"kubernetes.io/role/{tag}": "1"} if tag is not None else {}
    assert subnet.at("tags") == {"Name": f"toy-prod-{tier}-b", **found_by}


def test_each_zone_goes_out_through_a_gateway_of_its_own(tmp_path: Path) -> None:
    plan = planned(tmp_path, network("nat: one_per_zone"))
    assert {each.name for each in plan.of(NAT)} == {f"network-{zone}" for zone in "abc"}
    assert len(plan.of(ADDRESS)) == 3
    assert ways(plan) == {
        "network-public": "network",
        **{f"network-private-{zone}": f"network-{zone}" for zone in "abc"},
    }
    assert tables(plan) == {
        **{f"network-public-{zone}": "network-public" for zone in "abc"},
        **{f"network-private-{zone}": f"network-private-{zone}" for zone in "abc"},
        **{f"network-database-{zone}": "network-database" for zone in "abc"},
    }


def test_one_gateway_serves_all_zones_where_that_is_asked_for(tmp_path: Path) -> None:
    plan = planned(tmp_path, network("nat: one"))
    assert [each.name for each in plan.of(NAT)] == ["network-a"]
    assert len(plan.of(ADDRESS)) == 1
    assert ways(plan) == {
        "network-public": "network",
        **{f"network-private-{zone}": "network-a" for zone in "abc"},
    }


def test_nothing_leads_out_of_private_subnets_where_no_gateway_is_asked_for(tmp_path: Path) -> None:
    plan = planned(tmp_path, network("nat: none"))
    assert not plan.of(NAT)
    assert not plan.of(ADDRESS)
    assert ways(plan) == {"network-public": "network"}
    assert len(plan.of(TABLE)) == 5
    assert len(tables(plan)) == 9


def test_what_aws_makes_with_the_network_lets_nobody_in_or_out(tmp_path: Path) -> None:
    (group,) = planned(tmp_path, network()).of("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
    assert sorted(group.inputs) == ["tags", "vpcId"], "a rule would open it"


def test_services_are_reached_by_the_endpoints_that_are_asked_for(tmp_path: Path) -> None:
    asked = "gateway_endpoints: [s3, dynamodb], interface_endpoints: [sts, ecr.api]"
    plan = planned(tmp_path, network(asked))
    found = {
        each.at("serviceName"): (
            each.at("vpcEndpointType"),
            len(each.property_dependencies.get("routeTableIds", ())),
            len(each.property_dependencies.get("subnetIds", ())),
            each.inputs.get("privateDnsEnabled"),
        )
        for each in plan.of(ENDPOINT)
    }
    assert found == {
        "com.amazonaws.eu-west-1.s3": ("Gateway", 4, 0, None),
        "com.amazonaws.eu-west-1.dynamodb": ("Gateway", 4, 0, None),
        "com.amazonaws.eu-west-1.sts": ("Interface", 0, 3, True),
        "com.amazonaws.eu-west-1.ecr.api": ("Interface", 0, 3, True),
    }
    (rule,) = (
        each
        for each in plan.of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        if each.name == "network"
    )
    assert some(rule, "cidrIpv4", "ipProtocol", "fromPort", "toPort") == {
        "cidrIpv4": "10.20.0.0/16",
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
    }


def test_without_endpoints_there_is_no_hole_for_them(tmp_path: Path) -> None:
    plan = planned(tmp_path, network("gateway_endpoints: []"))
    assert not plan.of(ENDPOINT)
    assert "network" not in {each.name for each in plan.of("aws:ec2/securityGroup:SecurityGroup")}


def test_every_connection_is_written_down_in_an_encrypted_group(tmp_path: Path) -> None:
    plan = planned(tmp_path, network("flow_logs: {kind: cloudwatch, retention_days: 90}"))
    (record,) = plan.of("aws:ec2/flowLog:FlowLog")
    assert record.at("trafficType") == "ALL"
    group = plan.one("aws:cloudwatch/logGroup:LogGroup", "network")
    assert some(group, "name", "retentionInDays") == {
        "name": "/plinth/toy-prod/flow-logs",
        "retentionInDays": 90,
    }
    assert group.property_dependencies["kmsKeyId"] == (plan.one("aws:kms/key:Key", "network").urn,)
    assert group.urn in record.depends_on
    policy = plan.one("aws:iam/rolePolicy:RolePolicy", "network")
    assert policy.urn in record.depends_on, "else the first connections are lost"


def test_no_record_is_kept_where_that_is_said(tmp_path: Path) -> None:
    plan = planned(tmp_path, network("flow_logs: {kind: none}"))
    assert not plan.of("aws:ec2/flowLog:FlowLog")
    assert not [each for each in plan.resources if "FlowLogs" in each.urn]


def test_only_the_service_writes_and_only_for_this_account_into_one_group() -> None:
    assert json.loads(assumed_by_flow_logs("123456789012")) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
            }
        ],
    }
    assert json.loads(writes_to(GROUP)) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": [
                    "logs:CreateLogStream",
                    "logs:DescribeLogStreams",
                    "logs:PutLogEvents",
                ],
                "Resource": [GROUP, f"{GROUP}:*"],
            }
        ],
    }
