"""What the simulated IAM says to policies and roles."""

import json
from pathlib import Path

import pytest

from components.addons.cloud_policies import (
    Platform,
    cluster_autoscaler,
    external_secrets,
    load_balancer_controller,
)
from components.identity.trust import by_pod_identity, by_service_account
from engine.embedded.home import ClusterHome
from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject
from rehearsal.clouds.aws import cloud
from rehearsal.clouds.aws.eks_access import POD_IDENTITY
from rehearsal.clouds.aws.identity import ROLE, ROLE_POLICY
from rehearsal.clouds.model import Live
from rehearsal.clouds.store import Store
from rehearsal.control_plane import ControlPlane

QUEUE = "arn:aws:sqs:eu-west-1:123456789012:orders"
SEND: JsonObject = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": QUEUE}
CLUSTER = "arn:aws:eks:eu-west-1:123456789012:cluster/x"
TRUST = by_pod_identity("123456789012", CLUSTER, "app", "web")
TAKE: JsonObject = {
    "Effect": "Allow",
    "Principal": {"Service": "pods.eks.amazonaws.com"},
    "Action": ["sts:AssumeRole", "sts:TagSession"],
}


@pytest.fixture
def aws() -> Store:
    return cloud.simulated_aws(ControlPlane(ClusterHome("none", Path("none")), Path("none")))


def role(aws: Store, trust: str = TRUST) -> Live:
    return aws.create(ROLE, {"name": "web", "assumeRolePolicy": trust})


def policy(*statements: Json, version: str = "2012-10-17") -> str:
    return json.dumps({"Version": version, "Statement": [*statements]})


def without(statement: JsonObject, field: str) -> JsonObject:
    return {key: value for key, value in statement.items() if key != field}


def grant(aws: Store, document: str) -> Live:
    return aws.create(ROLE_POLICY, {"name": "web", "role": "web", "policy": document})


MALFORMED = {
    "no JSON": ("{", "contains invalid Json"),
    "no object": ("[]", "Syntax errors in policy"),
    "no version": (json.dumps({"Statement": [SEND]}), "Syntax errors in policy"),
    "a version of nobody": (policy(SEND, version="2026-01-01"), "Syntax errors in policy"),
    "no statement": (policy(), "Syntax errors in policy"),
    "a statement that is text": (policy("x"), "Syntax errors in policy"),
    "an unknown field": (policy({**SEND, "Actions": "x"}), "Syntax errors in policy"),
    "no effect": (policy(without(SEND, "Effect")), "Syntax errors in policy"),
    "another effect": (policy({**SEND, "Effect": "allow"}), "Syntax errors in policy"),
    "no action": (policy(without(SEND, "Action")), "must contain actions"),
    "an action without a service": (policy({**SEND, "Action": "Send"}), "prefaced by a vendor"),
    "an action with two colons": (policy({**SEND, "Action": "a:b:c"}), "only one colon"),
    "no resource": (policy(without(SEND, "Resource")), "must contain resources"),
    "a name for a resource": (
        policy({**SEND, "Resource": ["orders"]}),
        'Resource orders must be in ARN format or "\\*"',
    ),
    "an ARN that ends too early": (
        policy({**SEND, "Resource": "arn:aws:s3"}),
        "must be in ARN format",
    ),
    "somebody": (policy({**SEND, "Principal": "*"}), "should not specify a principal"),
    "one name twice": (policy({**SEND, "Sid": "A"}, {**SEND, "Sid": "A"}), "must be unique"),
    "an operator of nobody": (
        policy({**SEND, "Condition": {"StringAlmost": {"aws:x": "y"}}}),
        "Invalid Condition type : StringAlmost",
    ),
    "a condition that is text": (policy({**SEND, "Condition": "x"}), "Syntax errors in policy"),
}


@pytest.mark.parametrize(("document", "said"), MALFORMED.values(), ids=MALFORMED)
def test_a_policy_that_is_none_is_refused(document: str, said: str, aws: Store) -> None:
    role(aws)
    with pytest.raises(RefusedError, match=f"MalformedPolicyDocument: .*{said}"):
        grant(aws, document)
    assert aws.all(ROLE_POLICY) == ()


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (policy({**TAKE, "Resource": "*"}), "Has prohibited field Resource"),
        (policy(without(TAKE, "Principal")), "Missing required field Principal"),
        (policy({**TAKE, "Action": "s3:GetObject"}), "may only specify STS AssumeRole actions"),
    ],
)
def test_a_trust_that_is_none_is_refused(document: str, said: str, aws: Store) -> None:
    with pytest.raises(RefusedError, match=f"MalformedPolicyDocument: .*{said}"):
        role(aws, document)
    assert aws.all(ROLE) == ()


def test_what_is_too_long_is_refused(aws: Store) -> None:
    long: list[Json] = [f"{QUEUE}-{number}" for number in range(400)]
    with pytest.raises(RefusedError, match=r"LimitExceeded: .* ACLSizePerRole: 2048"):
        role(aws, policy(*({**TAKE, "Sid": f"A{number}"} for number in range(30))))
    role(aws)
    with pytest.raises(RefusedError, match="LimitExceeded: Maximum policy size of 10240 bytes"):
        grant(aws, policy({**SEND, "Resource": long}))


def test_a_change_is_refused_like_a_creation_and_leaves_what_was_there(aws: Store) -> None:
    made = (role(aws), grant(aws, policy(SEND)))[1]
    with pytest.raises(RefusedError, match="MalformedPolicyDocument"):
        aws.update(ROLE_POLICY, made.id, {**made.inputs, "policy": "{"})
    assert aws.read(ROLE_POLICY, made.id) == made


def test_a_policy_needs_its_role(aws: Store) -> None:
    with pytest.raises(RefusedError, match="NoSuchEntity: The role with name web cannot be found"):
        grant(aws, policy(SEND))


def test_pods_are_given_a_role_that_is_there(aws: Store) -> None:
    with pytest.raises(RefusedError, match="Role provided in the request does not exist"):
        associate(aws, "arn:aws:iam::123456789012:role/web")


def test_a_role_goes_after_its_policies_and_associations(aws: Store) -> None:
    made = role(aws)
    held = (grant(aws, policy(SEND)), associate(aws, str(made.outputs["arn"])))
    for each in held:
        with pytest.raises(RefusedError, match=f"DeleteConflict: web is used by .*{each.id}"):
            aws.delete(ROLE, made.id)
        aws.delete(each.token, each.id)
    aws.delete(ROLE, made.id)
    assert aws.all(ROLE) == ()


def test_the_policies_of_plinth_are_taken(aws: Store) -> None:
    on = Platform(account="123456789012", region="eu-west-1", cluster="x", platform="x")
    role(aws, by_service_account("arn:aws:iam::1:oidc-provider/x", "https://x", "app", "web"))
    made = grant(aws, policy(SEND))
    for document in (load_balancer_controller(on), cluster_autoscaler(on), external_secrets(on)):
        changed = aws.update(ROLE_POLICY, made.id, {**made.inputs, "policy": document})
        assert changed.inputs["policy"] == document


def associate(aws: Store, arn: str) -> Live:
    place: JsonObject = {"clusterName": "x", "namespace": "app", "serviceAccount": "web"}
    return aws.create(POD_IDENTITY, {**place, "roleArn": arn})
