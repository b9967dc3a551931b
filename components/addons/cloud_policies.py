"""What add-ons may do in AWS, action by action; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.identity.policy import allow, document

_CLUSTER_TAG: Final = "elbv2.k8s.aws/cluster"
_OWNER_TAG: Final = "k8s.io/cluster-autoscaler"
_EC2_READS: Final = (
    "DescribeAccountAttributes",
    "DescribeAddresses",
    "DescribeAvailabilityZones",
    "DescribeInstances",
    "DescribeInternetGateways",
    "DescribeNetworkInterfaces",
    "DescribeRouteTables",
    "DescribeSecurityGroups",
    "DescribeSubnets",
    "DescribeTags",
    "DescribeVpcPeeringConnections",
    "DescribeVpcs",
    "GetSecurityGroupsForVpc",
)
_BALANCER_READS: Final = (
    "DescribeCapacityReservation",
    "DescribeListenerAttributes",
    "DescribeListenerCertificates",
    "DescribeListeners",
    "DescribeLoadBalancerAttributes",
    "DescribeLoadBalancers",
    "DescribeRules",
    "DescribeSSLPolicies",
    "DescribeTags",
    "DescribeTargetGroupAttributes",
    "DescribeTargetGroups",
    "DescribeTargetHealth",
    "DescribeTrustStores",
)
_BALANCER_CHANGES: Final = (
    "DeleteLoadBalancer",
    "DeleteTargetGroup",
    "ModifyListenerAttributes",
    "ModifyLoadBalancerAttributes",
    "ModifyTargetGroup",
    "ModifyTargetGroupAttributes",
    "SetIpAddressType",
    "SetSecurityGroups",
    "SetSubnets",
)
_LISTENER_CHANGES: Final = (
    "AddListenerCertificates",
    "CreateListener",
    "CreateRule",
    "DeleteListener",
    "DeleteRule",
    "ModifyListener",
    "ModifyRule",
    "RemoveListenerCertificates",
    "SetRulePriorities",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """Where an add-on works."""

    account: str
    region: str
    cluster: str
    """What AWS calls the cluster."""
    platform: str
    """What the platform is called there; another one where the cluster is somebody else's."""
    more_secrets: Sequence[str] = ()
    """The ARNs of secrets that somebody else keeps and that pods are to have."""


def load_balancer_controller(on: Platform) -> str:
    """Return what the controller may do: look around, and change what carries its cluster's tag.

    Without WAF, Shield and Cognito, which plinth's values switch off.
    https://github.com/kubernetes-sigs/aws-load-balancer-controller docs/install/iam_policy.json
    """
    groups = f"arn:aws:ec2:{on.region}:{on.account}:security-group/*"
    balancers = f"arn:aws:elasticloadbalancing:{on.region}:{on.account}"
    tagged = [f"{balancers}:targetgroup/*/*", f"{balancers}:loadbalancer/*/*"]
    listeners = [f"{balancers}:listener/*/*/*", f"{balancers}:listener-rule/*/*/*"]
    ours = {"StringEquals": {f"aws:ResourceTag/{_CLUSTER_TAG}": on.cluster}}
    asked = {"StringEquals": {f"aws:RequestTag/{_CLUSTER_TAG}": on.cluster}}
    return document(
        allow(_of("ec2", _EC2_READS), "*"),
        allow(_of("elasticloadbalancing", _BALANCER_READS), "*"),
        allow(_of("acm", ("DescribeCertificate", "ListCertificates")), "*"),
        allow(
            ["iam:CreateServiceLinkedRole"],
            "*",
            {"StringEquals": {"iam:AWSServiceName": "elasticloadbalancing.amazonaws.com"}},
        ),
        allow(["ec2:CreateSecurityGroup"], "*"),
        allow(
            ["ec2:CreateTags"],
            groups,
            {
                "StringEquals": {
                    "ec2:CreateAction": "CreateSecurityGroup",
                    f"aws:RequestTag/{_CLUSTER_TAG}": on.cluster,
                }
            },
        ),
        allow(_of("ec2", ("CreateTags", "DeleteSecurityGroup", "DeleteTags")), groups, ours),
        # The cluster's own group, which it lets its balancers into, carries no tag of its.
        allow(_of("ec2", ("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress")), groups),
        allow(_of("elasticloadbalancing", ("CreateLoadBalancer", "CreateTargetGroup")), "*", asked),
        allow(
            ["elasticloadbalancing:AddTags"],
            tagged,
            {
                "StringEquals": {
                    "elasticloadbalancing:CreateAction": [
                        "CreateLoadBalancer",
                        "CreateTargetGroup",
                    ],
                    f"aws:RequestTag/{_CLUSTER_TAG}": on.cluster,
                }
            },
        ),
        allow(_of("elasticloadbalancing", ("AddTags", "RemoveTags")), [*tagged], ours),
        allow(_of("elasticloadbalancing", ("AddTags", "RemoveTags")), listeners),
        allow(_of("elasticloadbalancing", _BALANCER_CHANGES), "*", ours),
        allow(_of("elasticloadbalancing", _LISTENER_CHANGES), "*"),
        allow(
            _of("elasticloadbalancing", ("DeregisterTargets", "RegisterTargets")),
            f"{balancers}:targetgroup/*/*",
        ),
    )


def cluster_autoscaler(on: Platform) -> str:
    """Return what the autoscaler may do: read, and resize the groups that its cluster owns.

    https://github.com/kubernetes/autoscaler cluster-autoscaler/cloudprovider/aws/README.md
    """
    return document(
        allow(
            [
                "autoscaling:DescribeAutoScalingGroups",
                "autoscaling:DescribeAutoScalingInstances",
                "autoscaling:DescribeLaunchConfigurations",
                "autoscaling:DescribeScalingActivities",
                "ec2:DescribeImages",
                "ec2:DescribeInstanceTypes",
                "ec2:DescribeLaunchTemplateVersions",
                "ec2:GetInstanceTypesFromInstanceRequirements",
            ],
            "*",
        ),
        allow(
            ["eks:DescribeNodegroup"],
            f"arn:aws:eks:{on.region}:{on.account}:nodegroup/{on.cluster}/*/*",
        ),
        allow(
            ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
            f"arn:aws:autoscaling:{on.region}:{on.account}:autoScalingGroup:*",
            {"StringEquals": {f"aws:ResourceTag/{_OWNER_TAG}/{on.cluster}": "owned"}},
        ),
    )


def external_secrets(on: Platform) -> str:
    """Return what the operator may read: secrets of this platform and of RDS, and some by name."""
    secrets = f"arn:aws:secretsmanager:{on.region}:{on.account}:secret"
    return document(
        allow(
            ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
            [
                f"{secrets}:{secrets_prefix(on.platform)}*",
                f"{secrets}:rds!db-*",
                *on.more_secrets,
            ],
        ),
        allow(
            ["kms:Decrypt"],
            f"arn:aws:kms:{on.region}:{on.account}:key/*",
            {"StringEquals": {"kms:ViaService": f"secretsmanager.{on.region}.amazonaws.com"}},
        ),
    )


def secrets_prefix(platform: str) -> str:
    """Return how the names of a platform's secrets begin."""
    return f"plinth/{platform}/"


def _of(service: str, actions: Sequence[str]) -> list[str]:
    return [f"{service}:{action}" for action in actions]
