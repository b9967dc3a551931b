"""A port that one group alone reaches."""

from typing import get_args

import pulumi
import pulumi_aws as aws
import pytest

from components.network.guarded import GuardedPort, GuardedPortArgs
from components.spec import DeletionPolicy
from tests.components.cloud_kit import some
from tests.plan import Plan, plan

GROUP = "aws:ec2/securityGroup:SecurityGroup"
RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


def guarded(deletion: DeletionPolicy) -> Plan:
    def program() -> None:
        provider = aws.Provider("account", region="eu-west-1")
        args = GuardedPortArgs(
            port=5432,
            description="Postgres, from its cluster alone",
            vpc_id="vpc-1",
            from_group_id="sg-nodes",
            physical_name="toy-prod-main",
            deletion=deletion,
        )
        GuardedPort("main", args, pulumi.ResourceOptions(providers=[provider]))

    return plan(program)


def test_one_group_comes_in_at_one_port_and_nothing_goes_out() -> None:
    made = guarded("protect")
    group, rule = made.one(GROUP, "main"), made.one(RULE, "main")
    assert dict(group.inputs) == {
        "description": "Postgres, from its cluster alone",
        "vpcId": "vpc-1",
        "tags": {"Name": "toy-prod-main"},
    }
    assert some(rule, "referencedSecurityGroupId", "ipProtocol", "fromPort", "toPort") == {
        "referencedSecurityGroupId": "sg-nodes",
        "ipProtocol": "tcp",
        "fromPort": 5432,
        "toPort": 5432,
    }
    assert rule.property_dependencies["securityGroupId"] == (group.urn,)
    assert {each.type for each in made.resources if each.custom} == {
        GROUP,
        RULE,
        "pulumi:providers:aws",
    }


@pytest.mark.parametrize("deletion", get_args(DeletionPolicy))
def test_it_stays_where_what_lies_behind_it_stays(deletion: DeletionPolicy) -> None:
    made = guarded(deletion)
    kept = {each.retain_on_delete for token in (GROUP, RULE) for each in made.of(token)}
    assert kept == {deletion == "retain"}
