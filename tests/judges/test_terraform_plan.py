"""Recorded cloud resources as a plan of Terraform."""

import pulumi_aws as aws
import pytest

from tests.judges.terraform_plan import (
    UnknownTypeError,
    addresses_of,
    arguments,
    cloud_resources,
    terraform_plan,
)
from tests.judges.terraform_types import PLURALS, TYPES
from tests.plan import plan
from tests.rehearsal.clouds.sdk import sdk_type
from tests.toys import config_map


def _program() -> None:
    vpc = aws.ec2.Vpc("main", cidr_block="10.0.0.0/16", tags={"Name": "main", "ownTag": "x"})
    group = aws.ec2.SecurityGroup("main", vpc_id=vpc.id)
    role = aws.iam.Role("plane", assume_role_policy="{}")
    aws.eks.Cluster(
        "main",
        role_arn=role.arn,
        vpc_config={"subnet_ids": ["subnet-1"], "security_group_ids": [group.id]},
    )


def test_inputs_become_arguments_and_what_they_are_taken_from_references() -> None:
    made = terraform_plan(cloud_resources(plan(_program)))
    cluster = next(
        r for r in made["planned_values"]["root_module"]["resources"] if "eks" in r["type"]
    )
    assert cluster == {
        "address": "aws_eks_cluster.main",
        "mode": "managed",
        "type": "aws_eks_cluster",
        "name": "main",
        "values": {
            "role_arn": "arn:aws:recorded:eu-west-1:123456789012:plane",
            "vpc_config": [{"subnet_ids": ["subnet-1"], "security_group_ids": ["main-id"]}],
        },
    }
    configured = made["configuration"]["root_module"]["resources"]
    assert {r["address"]: r["expressions"] for r in configured} == {
        "aws_vpc.main": {},
        "aws_security_group.main": {"vpc_id": {"references": _to("aws_vpc.main")}},
        "aws_iam_role.plane": {},
        "aws_eks_cluster.main": {
            "role_arn": {"references": _to("aws_iam_role.plane")},
            "vpc_config": {"references": _to("aws_security_group.main")},
        },
    }


def _to(address: str) -> list[str]:
    return [f"{address}.id", address]


def test_keys_of_tags_stay_as_they_are() -> None:
    tags = {"Name": "main", "ownTag": "x"}
    assert arguments("aws_vpc", {"tags": tags, "enableDnsSupport": True}) == {
        "tags": tags,
        "enable_dns_support": True,
    }


def test_repeated_blocks_have_their_singular_name_at_every_depth() -> None:
    rules = [{"transitions": [{"storageClass": "GLACIER"}], "expiration": {"days": 9}}]
    assert arguments("aws_s3_bucket_lifecycle_configuration", {"rules": rules}) == {
        "rule": [{"transition": [{"storage_class": "GLACIER"}], "expiration": [{"days": 9}]}]
    }


def test_a_type_without_a_row_says_to_add_it() -> None:
    lambdas = plan(lambda: aws.sqs.Queue("jobs"))
    with pytest.raises(UnknownTypeError, match=r"aws:sqs/queue:Queue: add its row to tests/judges"):
        terraform_plan(cloud_resources(lambdas))


def test_resources_of_one_type_and_name_are_told_apart() -> None:
    def program() -> None:
        aws.ec2.Eip("a.b")
        aws.ec2.Eip("a-b")

    made = plan(program)
    assert addresses_of(cloud_resources(made)) == {
        made.one("aws:ec2/eip:Eip", "a-b").urn: "aws_eip.a-b",
        made.one("aws:ec2/eip:Eip", "a.b").urn: "aws_eip.a-b--2",
    }


def test_only_resources_of_the_cloud_are_taken() -> None:
    import pulumi

    assert cloud_resources(plan(lambda: config_map("a", pulumi.ResourceOptions()))) == ()


@pytest.mark.parametrize("token", TYPES)
def test_every_type_is_one_of_the_sdk(token: str) -> None:
    assert sdk_type(token).inputs


def test_a_plural_belongs_to_a_type_of_the_table() -> None:
    assert PLURALS.keys() <= set(TYPES.values())
