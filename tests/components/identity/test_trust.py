"""Who may take the role of a service account, by either way, and who may not."""

import pytest

from components.identity.trust import by_pod_identity, by_service_account
from tests.iam import may_take

ACCOUNT, CLUSTER = "123456789012", "arn:aws:eks:eu-west-1:123456789012:cluster/toy-prod"
PODS = ("Service", "pods.eks.amazonaws.com")
BY_POD = by_pod_identity(ACCOUNT, CLUSTER, "app", "web")
OUR_POD = {
    "aws:SourceAccount": ACCOUNT,
    "aws:SourceArn": CLUSTER,
    "aws:RequestTag/kubernetes-namespace": "app",
    "aws:RequestTag/kubernetes-service-account": "web",
}
HOST = "oidc.eks.eu-west-1.amazonaws.com/id/ABC"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"
ISSUER = ("Federated", PROVIDER)
BY_TOKEN = by_service_account(PROVIDER, f"https://{HOST}", "app", "web")
OUR_TOKEN = {f"{HOST}:sub": "system:serviceaccount:app:web", f"{HOST}:aud": "sts.amazonaws.com"}
WITH_TOKEN = "sts:AssumeRoleWithWebIdentity"


def test_pods_of_the_service_account_take_the_role_and_say_whose_they_are() -> None:
    for action in ("sts:AssumeRole", "sts:TagSession"):
        assert may_take(BY_POD, action, PODS, OUR_POD)


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("aws:SourceAccount", "210987654321"),
        ("aws:SourceArn", f"{CLUSTER}-other"),
        ("aws:RequestTag/kubernetes-namespace", "app2"),
        ("aws:RequestTag/kubernetes-service-account", "webhook"),
    ],
)
def test_no_pod_of_another_account_cluster_namespace_or_service_account_does(
    key: str, other: str
) -> None:
    assert not may_take(BY_POD, "sts:AssumeRole", PODS, {**OUR_POD, key: other})
    unsaid = {each: value for each, value in OUR_POD.items() if each != key}
    assert not may_take(BY_POD, "sts:AssumeRole", PODS, unsaid)


def test_nobody_else_takes_a_role_of_pod_identity() -> None:
    assert not may_take(BY_POD, "sts:AssumeRole", ("Service", "ec2.amazonaws.com"), OUR_POD)
    assert not may_take(BY_POD, WITH_TOKEN, ISSUER, {**OUR_POD, **OUR_TOKEN})


def test_the_token_of_the_service_account_opens_the_role() -> None:
    assert may_take(BY_TOKEN, WITH_TOKEN, ISSUER, OUR_TOKEN)


@pytest.mark.parametrize(
    ("key", "other"),
    [
        (f"{HOST}:sub", "system:serviceaccount:app:web2"),
        (f"{HOST}:sub", "system:serviceaccount:other:web"),
        (f"{HOST}:sub", "system:serviceaccount:app:*"),
        (f"{HOST}:aud", "kubernetes.default.svc"),
    ],
)
def test_no_other_token_does(key: str, other: str) -> None:
    assert not may_take(BY_TOKEN, WITH_TOKEN, ISSUER, {**OUR_TOKEN, key: other})
    unsaid = {each: value for each, value in OUR_TOKEN.items() if each != key}
    assert not may_take(BY_TOKEN, WITH_TOKEN, ISSUER, unsaid)


def test_another_issuer_vouches_for_nobody() -> None:
    other = ("Federated", PROVIDER.replace("ABC", "DEF"))
    assert not may_take(BY_TOKEN, WITH_TOKEN, other, OUR_TOKEN)
    assert not may_take(BY_TOKEN, "sts:AssumeRole", PODS, {**OUR_POD, **OUR_TOKEN})
