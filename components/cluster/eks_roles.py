"""The roles that an EKS cluster's own parts work as."""

import json
from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

_MANAGED = "arn:aws:iam::aws:policy"


def service_role(
    name: str, service: str, policies: Sequence[str], parent: pulumi.Resource
) -> tuple[aws.iam.Role, list[pulumi.Resource]]:
    """Return a role that a service of AWS may take, and what gives it policies that AWS keeps."""
    child = pulumi.ResourceOptions(parent=parent)
    role = aws.iam.Role(name, assume_role_policy=assumed_by(service), opts=child)
    attached: list[pulumi.Resource] = [
        aws.iam.RolePolicyAttachment(
            f"{name}-{policy.rpartition('/')[2]}",
            role=role.name,
            policy_arn=f"{_MANAGED}/{policy}",
            opts=child,
        )
        for policy in policies
    ]
    return role, attached


def assumed_by(service: str) -> str:
    """Return the policy that lets a service of AWS, and nobody else, take a role."""
    # Pod Identity says with each session whose pod it is.
    pods = service == "pods.eks.amazonaws.com"
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": ["sts:AssumeRole", "sts:TagSession"] if pods else "sts:AssumeRole",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, sort_keys=True)
