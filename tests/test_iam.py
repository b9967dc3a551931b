"""The evaluator that tests of policies rest on, held to what AWS says of evaluation."""

import json

import pytest

from tests.iam import actions, may, may_take

QUEUE = "arn:aws:sqs:eu-west-1:123456789012:orders"


def policy(*statements: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(**fields: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": QUEUE, **fields}


def test_what_is_not_allowed_is_denied() -> None:
    assert not may(policy(), "sqs:SendMessage", QUEUE)
    assert may(policy(allow()), "sqs:SendMessage", QUEUE)
    assert not may(policy(allow()), "sqs:DeleteQueue", QUEUE)
    assert not may(policy(allow()), "sqs:SendMessage", f"{QUEUE}-other")


def test_an_explicit_denial_wins_in_whatever_order() -> None:
    deny = allow(Effect="Deny", Action="sqs:*", Resource="*")
    for order in ((allow(), deny), (deny, allow())):
        assert not may(policy(*order), "sqs:SendMessage", QUEUE)


def test_wildcards_match_and_cases_of_actions_do_not_matter() -> None:
    wide = policy(allow(Action=["SQS:send*", "sqs:Get?ueueUrl"], Resource=["arn:aws:sqs:*:orders"]))
    assert may(wide, "sqs:SendMessageBatch", QUEUE)
    assert may(wide, "sqs:GetQueueUrl", QUEUE)
    assert not may(wide, "sqs:GetUrl", QUEUE)
    assert not may(wide, "sqs:SendMessage", QUEUE.replace("orders", "Orders"))
    assert not may(policy(allow(Resource=QUEUE)), "sqs:SendMessage", QUEUE.replace(":", "x", 1))


@pytest.mark.parametrize(
    ("operator", "wanted", "holds", "fails"),
    [
        ("StringEquals", "a", "a", "A"),
        ("StringEquals", ["a", "b"], "b", "c"),
        ("StringEquals", "a*", "a*", "ab"),
        ("StringLike", "a*", "ab", "ba"),
        ("ArnEquals", "arn:aws:eks:*:cluster/x", "arn:aws:eks:eu:cluster/x", "arn:aws:eks:eu:y"),
        ("ArnLike", "arn:*", "arn:x", "x"),
        ("Bool", "true", "true", "false"),
    ],
)
def test_a_condition_holds_or_not_and_not_for_a_key_that_is_missing(
    operator: str, wanted: object, holds: str, fails: str
) -> None:
    held = policy(allow(Condition={operator: {"aws:Some/Key": wanted}}))
    assert may(held, "sqs:SendMessage", QUEUE, {"aws:some/key": holds})
    assert not may(held, "sqs:SendMessage", QUEUE, {"aws:some/key": fails})
    assert not may(held, "sqs:SendMessage", QUEUE)


def test_all_conditions_must_hold() -> None:
    both = policy(allow(Condition={"StringEquals": {"a:x": "1"}, "StringLike": {"a:y": "2*"}}))
    assert may(both, "sqs:SendMessage", QUEUE, {"a:x": "1", "a:y": "22"})
    assert not may(both, "sqs:SendMessage", QUEUE, {"a:x": "1"})


def test_an_operator_that_is_not_known_is_an_error() -> None:
    odd = policy(allow(Condition={"StringAlmost": {"a:x": "1"}}))
    with pytest.raises(KeyError, match="StringAlmost"):
        may(odd, "sqs:SendMessage", QUEUE)


def test_a_role_is_taken_by_its_principal_alone() -> None:
    trust = policy(
        {"Effect": "Allow", "Principal": {"Service": "a.amazonaws.com"}, "Action": "sts:AssumeRole"}
    )
    assert may_take(trust, "sts:AssumeRole", ("Service", "a.amazonaws.com"), {})
    assert not may_take(trust, "sts:AssumeRole", ("Service", "b.amazonaws.com"), {})
    assert not may_take(trust, "sts:AssumeRole", ("Federated", "a.amazonaws.com"), {})
    assert not may_take(trust, "sts:TagSession", ("Service", "a.amazonaws.com"), {})


def test_the_actions_of_a_policy_are_listed() -> None:
    assert actions(policy(allow(), allow(Action=["a:B", "a:C"]))) == {
        "sqs:SendMessage",
        "a:B",
        "a:C",
    }
