"""Nodes come after the ways out of their network, and so go before them."""

from pathlib import Path

import pytest

from tests.judges import clouded
from tests.plan import Plan
from tests.shipped import SHIPPED, planned

NODE_GROUP, CLUSTER = "aws:eks/nodeGroup:NodeGroup", "aws:eks/cluster:Cluster"
WAYS = (
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/route:Route",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:ec2/internetGateway:InternetGateway",
)
IN_AWS = [target.reference for target in SHIPPED if planned(target).of(NODE_GROUP)]


def plan_of(reference: str, folder: Path) -> Plan:
    if reference == clouded.OWN:
        return clouded.everything(folder)
    (target,) = (each for each in SHIPPED if each.reference == reference)
    return planned(target)


@pytest.mark.parametrize("reference", [*IN_AWS, clouded.OWN])
def test_every_node_group_waits_for_every_way_out(reference: str, tmp_path: Path) -> None:
    plan = plan_of(reference, tmp_path)
    ways = {each.urn for token in WAYS for each in plan.of(token)}
    assert any("NatGateway" in urn for urn in ways)
    assert any("network-private-" in urn for urn in ways)
    groups = plan.of(NODE_GROUP)
    assert groups
    for group in groups:
        assert ways - plan.before(group) == set(), f"{group.name} may come before its way out"


def test_the_control_plane_need_not_wait_for_them(tmp_path: Path) -> None:
    plan = plan_of(clouded.OWN, tmp_path)
    (cluster,) = plan.of(CLUSTER)
    gates = {each.urn for each in plan.of(WAYS[0])}
    assert not gates & plan.before(cluster), "it takes ten minutes, in which gateways can come"
