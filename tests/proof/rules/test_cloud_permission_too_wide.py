"""Permissions that are wider than any workload."""

from pathlib import Path

import pytest

from tests.components.cloud_kit import BASE
from tests.proof.kit import finds, judged

RULE = "cloud-permission-too-wide"
QUEUE = "arn:aws:sqs:eu-west-1:123456789012:orders"
AT = "workloads.job.cloud.permissions[0]"


def permitted(actions: str, resources: str = QUEUE, conditions: str = "") -> str:
    said = f'actions: ["{actions}"], resources: ["{resources}"]{conditions}'
    return f"workloads: {{job: {{cloud: {{permissions: [{{{said}}}]}}}}}}"


@pytest.mark.parametrize(
    ("patch", "found"),
    [
        (permitted("*"), "actions[0]: * allows everything that can be done in AWS"),
        (
            permitted("sqs:*"),
            "actions[0]: sqs:* allows everything that sqs can do, deleting included",
        ),
        (
            permitted("sqs:SendMessage", "*"),
            (
                "resources[0]: * is every resource, and sqs:SendMessage works on one that can be"
                " named"
            ),
        ),
        (
            permitted("s3:GetObject", "arn:aws:s3:::*/*"),
            (
                "resources[0]: arn:aws:s3:::*/* is every resource, and s3:GetObject works on one"
                " that can be named"
            ),
        ),
        (
            permitted("sqs:Send*", "*", ", conditions: {StringEquals: {aws:RequestedRegion: [x]}}"),
            "resources[0]: * is every resource, and sqs:Send* works on one that can be named",
        ),
    ],
)
def test_it_finds_what_is_wider_than_a_workload(patch: str, found: str, tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, patch, BASE) == [f"{AT}.{found}"]


def test_it_finds_the_narrow_action_among_those_that_take_no_resource(tmp_path: Path) -> None:
    (found,) = finds(tmp_path, RULE, permitted('sqs:ListQueues", "sqs:SendMessage', "*"), BASE)
    assert found.endswith("and sqs:SendMessage works on one that can be named")


@pytest.mark.parametrize(
    "patch",
    [
        permitted("sqs:SendMessage"),
        permitted("sqs:SendMessage", f"{QUEUE}-*"),
        permitted("sqs:ListQueues", "*"),
        permitted("cloudwatch:putmetricdata", "*"),
        permitted(
            "ec2:StopInstances", "*", ", conditions: {StringEquals: {aws:ResourceTag/a: [b]}}"
        ),
        "labels: {}",
    ],
)
def test_it_passes_what_is_named_tagged_or_takes_no_resource(patch: str, tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, patch, BASE) == []


def test_all_actions_of_one_resource_are_no_error(tmp_path: Path) -> None:
    for patch, severity in ((permitted("sqs:*"), "warning"), (permitted("*"), "error")):
        told = {
            each.severity for each in judged(tmp_path, patch, BASE).findings if each.rule.id == RULE
        }
        assert told == {severity}
