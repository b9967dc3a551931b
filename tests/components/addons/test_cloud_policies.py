"""What add-ons may do in AWS, asked action by action: what they need, and what they must not."""

from collections.abc import Mapping
from typing import NamedTuple

import pytest

from components.addons.cloud_policies import (
    Platform,
    cluster_autoscaler,
    external_secrets,
    load_balancer_controller,
)
from tests.iam import actions, may

ON = Platform(
    account="123456789012",
    region="eu-west-1",
    cluster="toy-prod",
    platform="toy-prod",
    more_secrets=("arn:aws:secretsmanager:eu-west-1:123456789012:secret:theirs-a1B2c3",),
)
POLICIES = {
    "balancers": load_balancer_controller(ON),
    "autoscaler": cluster_autoscaler(ON),
    "secrets": external_secrets(ON),
}
BALANCERS = "arn:aws:elasticloadbalancing:eu-west-1:123456789012"
BALANCER, TARGETS = f"{BALANCERS}:loadbalancer/app/web/1", f"{BALANCERS}:targetgroup/web/1"
LISTENER, LISTENER_RULE = f"{BALANCERS}:listener/app/web/1/2", f"{BALANCERS}:listener-rule/app/1/2"
GROUP = "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-1"
INSTANCE = "arn:aws:ec2:eu-west-1:123456789012:instance/i-1"
SCALED = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:1:autoScalingGroupName/x"
NODES = "arn:aws:eks:eu-west-1:123456789012:nodegroup/toy-prod/general/1"
SECRETS = "arn:aws:secretsmanager:eu-west-1:123456789012:secret"
FACTS, PASSWORD = f"{SECRETS}:plinth/toy-prod/database-main-a1B2c3", f"{SECRETS}:rds!db-1-a1B2c3"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"

Context = Mapping[str, str]
OURS: Context = {"aws:ResourceTag/elbv2.k8s.aws/cluster": "toy-prod"}
THEIRS: Context = {"aws:ResourceTag/elbv2.k8s.aws/cluster": "toy-dev"}
ASKED: Context = {"aws:RequestTag/elbv2.k8s.aws/cluster": "toy-prod"}
ASKED_WRONGLY: Context = {"aws:RequestTag/elbv2.k8s.aws/cluster": "toy-dev"}
OWNED: Context = {"aws:ResourceTag/k8s.io/cluster-autoscaler/toy-prod": "owned"}
OWNED_BY_OTHERS: Context = {"aws:ResourceTag/k8s.io/cluster-autoscaler/toy-dev": "owned"}
BY_SECRETS: Context = {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}
ANY: Context = {}


class Need(NamedTuple):
    """An action that an add-on needs on a resource, and where the same is denied to it."""

    policy: str
    actions: tuple[str, ...]
    resource: str
    context: Context = ANY
    denied: tuple[tuple[str, Context], ...] = ()
    """Resources with requests; none for what is only read, of everything."""


def of(service: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{service}:{name}" for name in names)


NEEDS = (
    Need(
        "balancers",
        of(
            "ec2",
            *("DescribeAccountAttributes", "DescribeAddresses", "DescribeAvailabilityZones"),
            *("DescribeInstances", "DescribeInternetGateways", "DescribeNetworkInterfaces"),
            *("DescribeRouteTables", "DescribeSecurityGroups", "DescribeSubnets"),
            *("DescribeTags", "DescribeVpcPeeringConnections", "DescribeVpcs"),
            "GetSecurityGroupsForVpc",
        ),
        "*",
    ),
    Need(
        "balancers",
        of(
            "elasticloadbalancing",
            *("DescribeCapacityReservation", "DescribeListenerAttributes"),
            *("DescribeListenerCertificates", "DescribeListeners", "DescribeLoadBalancers"),
            *("DescribeLoadBalancerAttributes", "DescribeRules", "DescribeSSLPolicies"),
            *("DescribeTags", "DescribeTargetGroupAttributes", "DescribeTargetGroups"),
            *("DescribeTargetHealth", "DescribeTrustStores"),
        ),
        "*",
    ),
    Need("balancers", of("acm", "DescribeCertificate", "ListCertificates"), "*"),
    Need(
        "balancers",
        of("iam", "CreateServiceLinkedRole"),
        "*",
        {"iam:AWSServiceName": "elasticloadbalancing.amazonaws.com"},
        (("*", {"iam:AWSServiceName": "eks.amazonaws.com"}), ("*", ANY)),
    ),
    Need("balancers", of("ec2", "CreateSecurityGroup"), GROUP),
    Need(
        "balancers",
        of("ec2", "CreateTags"),
        GROUP,
        {**ASKED, "ec2:CreateAction": "CreateSecurityGroup"},
        (
            (GROUP, ASKED),
            (GROUP, {**ASKED_WRONGLY, "ec2:CreateAction": "CreateSecurityGroup"}),
            (INSTANCE, {**ASKED, "ec2:CreateAction": "CreateSecurityGroup"}),
        ),
    ),
    Need(
        "balancers",
        of("ec2", "CreateTags", "DeleteSecurityGroup", "DeleteTags"),
        GROUP,
        OURS,
        ((GROUP, THEIRS), (GROUP, ANY), (INSTANCE, OURS)),
    ),
    Need(
        "balancers",
        of("ec2", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"),
        GROUP,
        denied=((INSTANCE, OURS), (GROUP.replace("123456789012", "210987654321"), ANY)),
    ),
    Need(
        "balancers",
        of("elasticloadbalancing", "CreateLoadBalancer", "CreateTargetGroup"),
        BALANCER,
        ASKED,
        ((BALANCER, ASKED_WRONGLY), (BALANCER, ANY)),
    ),
    Need(
        "balancers",
        of("elasticloadbalancing", "AddTags"),
        BALANCER,
        {**ASKED, "elasticloadbalancing:CreateAction": "CreateLoadBalancer"},
        (
            (BALANCER, ASKED),
            (BALANCER, {**ASKED, "elasticloadbalancing:CreateAction": "CreateRule"}),
        ),
    ),
    Need(
        "balancers",
        of("elasticloadbalancing", "AddTags", "RemoveTags"),
        TARGETS,
        OURS,
        ((TARGETS, THEIRS), (TARGETS, ANY)),
    ),
    Need("balancers", of("elasticloadbalancing", "AddTags", "RemoveTags"), LISTENER_RULE),
    Need(
        "balancers",
        of(
            "elasticloadbalancing",
            *("DeleteLoadBalancer", "DeleteTargetGroup", "ModifyListenerAttributes"),
            *("ModifyLoadBalancerAttributes", "ModifyTargetGroup", "ModifyTargetGroupAttributes"),
            *("SetIpAddressType", "SetSecurityGroups", "SetSubnets"),
        ),
        BALANCER,
        OURS,
        ((BALANCER, THEIRS), (BALANCER, ANY)),
    ),
    Need(
        "balancers",
        of(
            "elasticloadbalancing",
            *("AddListenerCertificates", "CreateListener", "CreateRule", "DeleteListener"),
            *("DeleteRule", "ModifyListener", "ModifyRule", "RemoveListenerCertificates"),
            "SetRulePriorities",
        ),
        LISTENER,
    ),
    Need(
        "balancers",
        of("elasticloadbalancing", "DeregisterTargets", "RegisterTargets"),
        TARGETS,
        denied=((BALANCER, ANY),),
    ),
    Need(
        "autoscaler",
        (
            *of("autoscaling", "DescribeAutoScalingGroups", "DescribeAutoScalingInstances"),
            *of("autoscaling", "DescribeLaunchConfigurations", "DescribeScalingActivities"),
            *of("ec2", "DescribeImages", "DescribeInstanceTypes"),
            *of("ec2", "DescribeLaunchTemplateVersions"),
            *of("ec2", "GetInstanceTypesFromInstanceRequirements"),
        ),
        "*",
    ),
    Need(
        "autoscaler",
        of("eks", "DescribeNodegroup"),
        NODES,
        denied=((NODES.replace("toy-prod", "toy-dev"), ANY),),
    ),
    Need(
        "autoscaler",
        of("autoscaling", "SetDesiredCapacity", "TerminateInstanceInAutoScalingGroup"),
        SCALED,
        OWNED,
        (
            (SCALED, OWNED_BY_OTHERS),
            (SCALED, {"aws:ResourceTag/k8s.io/cluster-autoscaler/toy-prod": "shared"}),
            (SCALED, ANY),
        ),
    ),
    *(
        Need(
            "secrets",
            of("secretsmanager", "DescribeSecret", "GetSecretValue"),
            secret,
            denied=(
                (f"{SECRETS}:plinth/toy-dev/database-main-a1B2c3", ANY),
                (f"{SECRETS}:plinth/toy-prod-2/database-main-a1B2c3", ANY),
                (f"{SECRETS}:somebody-elses-a1B2c3", ANY),
            ),
        )
        for secret in (FACTS, PASSWORD, *ON.more_secrets)
    ),
    Need(
        "secrets",
        of("kms", "Decrypt"),
        KEY,
        BY_SECRETS,
        (
            (KEY, ANY),
            (KEY, {"kms:ViaService": "rds.eu-west-1.amazonaws.com"}),
            (KEY.replace("123456789012", "210987654321"), BY_SECRETS),
        ),
    ),
)
EACH = [(need, action) for need in NEEDS for action in need.actions]
_ids = [f"{need.policy}-{action}" for need, action in EACH]
NEVER = (
    "ec2:AuthorizeSecurityGroupEgress",
    "ec2:RunInstances",
    "ec2:TerminateInstances",
    "eks:DeleteCluster",
    "iam:CreateRole",
    "iam:PassRole",
    "kms:Encrypt",
    "kms:ScheduleKeyDeletion",
    "s3:GetObject",
    "secretsmanager:ListSecrets",
    "secretsmanager:PutSecretValue",
    "sts:AssumeRole",
)


@pytest.mark.parametrize(("need", "action"), EACH, ids=_ids)
def test_an_add_on_may_do_what_it_needs(need: Need, action: str) -> None:
    assert may(POLICIES[need.policy], action, need.resource, need.context)


@pytest.mark.parametrize(("need", "action"), EACH, ids=_ids)
def test_it_may_not_do_so_to_what_is_not_its_own(need: Need, action: str) -> None:
    for resource, context in need.denied:
        assert not may(POLICIES[need.policy], action, resource, context), resource


@pytest.mark.parametrize("policy", POLICIES)
def test_every_action_of_a_policy_is_asked_about_and_none_has_a_wildcard(policy: str) -> None:
    asked = {action for need, action in EACH if need.policy == policy}
    assert actions(POLICIES[policy]) == asked


@pytest.mark.parametrize("policy", POLICIES)
def test_what_no_add_on_needs_none_may_do(policy: str) -> None:
    everything = {**OURS, **ASKED, **OWNED, **BY_SECRETS}
    for action in NEVER:
        for resource in ("*", GROUP, SCALED, FACTS, KEY):
            assert not may(POLICIES[policy], action, resource, everything), action
