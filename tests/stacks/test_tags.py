"""The labels of a stack are on everything in the cloud that can carry them, whoever makes it."""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from tests.judges import clouded
from tests.plan import Plan, Recorded
from tests.rehearsal.clouds.sdk import sdk_type
from tests.shipped import SHIPPED, planned

PROVIDER = "pulumi:providers:aws"
IN_AWS = [target.reference for target in SHIPPED if planned(target).of(PROVIDER)]
EVERY_STACK = pytest.mark.parametrize("reference", [*IN_AWS, clouded.OWN])
TEMPLATE, GROUP_TAG = "aws:ec2/launchTemplate:LaunchTemplate", "aws:autoscaling/tag:Tag"


def plan_of(reference: str, folder: Path) -> Plan:
    if reference == clouded.OWN:
        return clouded.everything(folder)
    (target,) = (each for each in SHIPPED if each.reference == reference)
    return planned(target)


def labels(plan: Plan) -> Mapping[str, str]:
    """What the provider puts on all that it makes."""
    (provider,) = plan.of(PROVIDER)
    given = provider.at("defaultTags")
    made = json.loads(given) if isinstance(given, str) else given
    return cast("Mapping[str, Mapping[str, str]]", made)["tags"]


def untagged(plan: Plan) -> list[str]:
    """The resources that can carry tags, as the SDK has it, and get none of the provider."""
    (provider,) = plan.of(PROVIDER)
    found = [r for r in plan.resources if r.custom and r.package == "aws" and is_taggable(r)]
    assert found
    return [each.urn for each in found if each.provider != provider.urn]


def is_taggable(resource: Recorded) -> bool:
    return "tags" in sdk_type(resource.type).inputs


def settings(plan: Plan, addon: str) -> Mapping[str, object]:
    given = plan.one("aws:eks/addon:Addon", addon).at("configurationValues")
    return cast("Mapping[str, object]", json.loads(str(given)))


@EVERY_STACK
def test_every_resource_that_can_carry_tags_gets_the_labels(reference: str, tmp_path: Path) -> None:
    plan = plan_of(reference, tmp_path)
    assert {"app.kubernetes.io/part-of", "environment"} <= {*labels(plan)}
    assert untagged(plan) == []


@EVERY_STACK
def test_no_resource_says_other_tags_under_the_keys_of_labels(
    reference: str, tmp_path: Path
) -> None:
    plan = plan_of(reference, tmp_path)
    for each in plan.resources:
        own = each.inputs.get("tags") if each.package == "aws" else None
        assert not isinstance(own, Mapping) or not {*own} & {*labels(plan)}, each.urn


@EVERY_STACK
def test_machines_their_disks_and_cards_carry_them(reference: str, tmp_path: Path) -> None:
    plan = plan_of(reference, tmp_path)
    templates = plan.of(TEMPLATE)
    assert templates
    for each in templates:
        rows = cast("list[Mapping[str, object]]", each.at("tagSpecifications"))
        for kind in ("instance", "volume", "network-interface"):
            (tags,) = (row["tags"] for row in rows if row["resourceType"] == kind)
            assert labels(plan).items() <= cast("Mapping[str, str]", tags).items(), kind


@EVERY_STACK
def test_the_groups_that_eks_makes_of_machines_carry_them(reference: str, tmp_path: Path) -> None:
    plan = plan_of(reference, tmp_path)
    groups = {group.urn for group in plan.of("aws:eks/nodeGroup:NodeGroup")}
    found: dict[str, dict[str, object]] = {group: {} for group in groups}
    for tag in plan.of(GROUP_TAG):
        (group,) = tag.property_dependencies["autoscalingGroupName"]
        found[group][str(tag.at("tag", "key"))] = tag.at("tag", "value")
    for group, tags in found.items():
        assert labels(plan).items() <= tags.items(), group


@EVERY_STACK
def test_disks_of_claims_and_cards_of_pods_carry_them(reference: str, tmp_path: Path) -> None:
    plan = plan_of(reference, tmp_path)
    assert settings(plan, "aws-ebs-csi-driver") == {"controller": {"extraVolumeTags": labels(plan)}}
    env = cast("Mapping[str, str]", settings(plan, "vpc-cni")["env"])
    assert json.loads(env["ADDITIONAL_ENI_TAGS"]) == labels(plan)


@EVERY_STACK
def test_load_balancers_of_the_controller_carry_them(reference: str, tmp_path: Path) -> None:
    plan = plan_of(reference, tmp_path)
    (chart,) = (
        each
        for each in plan.of("kubernetes:helm.sh/v3:Release")
        if each.at("chart") == "aws-load-balancer-controller"
    )
    assert chart.at("values", "defaultTags") == labels(plan)


def test_a_provider_without_labels_would_be_found(tmp_path: Path) -> None:
    plan = plan_of(clouded.OWN, tmp_path)
    keys = plan.of("aws:kms/key:Key")
    strangers = tuple(
        dataclasses.replace(r, provider="other") if r in keys else r for r in plan.resources
    )
    changed = dataclasses.replace(plan, resources=strangers)
    assert untagged(changed) == [key.urn for key in keys]
