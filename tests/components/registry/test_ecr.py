"""Repositories of images, as the engine is asked for them."""

import json
from pathlib import Path

import pytest

from components.registry.names import cache_prefix, repository_name
from tests.components.cloud_kit import KEY, planned, refused
from tests.plan import assert_house_rules

REPOSITORY = "aws:ecr/repository:Repository"
LOGIN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ecr-pullthroughcache/hub-a1B2c3"


def test_images_are_scanned_encrypted_and_keep_their_tags(tmp_path: Path) -> None:
    plan = planned(tmp_path, "registries: {web: {kind: ecr}}")
    assert_house_rules(plan)
    made = plan.one(REPOSITORY, "web")
    assert made.inputs["name"] == "toy-prod/web"
    assert made.inputs["imageTagMutability"] == "IMMUTABLE"
    assert made.at("imageScanningConfiguration", "scanOnPush") is True
    assert made.at("encryptionConfigurations", 0, "encryptionType") == "KMS"
    assert plan.one(KEY, "web").urn in made.property_dependencies["encryptionConfigurations"]
    assert made.protect
    assert made.inputs["forceDelete"] is False


def test_untagged_images_go_first_and_the_oldest_last(tmp_path: Path) -> None:
    fields = "untagged_days: 3, keep_images: 20, deletion: delete"
    plan = planned(tmp_path, f"registries: {{web: {{kind: ecr, {fields}}}}}")
    policy = plan.one("aws:ecr/lifecyclePolicy:LifecyclePolicy", "web").inputs["policy"]
    untagged, oldest = json.loads(str(policy))["rules"]
    assert untagged["selection"] == {
        "tagStatus": "untagged",
        "countType": "sinceImagePushed",
        "countUnit": "days",
        "countNumber": 3,
    }
    # ECR takes a rule for any tag only as the last one.
    assert oldest["rulePriority"] > untagged["rulePriority"]
    assert oldest["selection"]["countNumber"] == 20
    assert plan.one(REPOSITORY, "web").inputs["forceDelete"] is True


def test_images_of_a_public_registry_are_kept_for_a_while(tmp_path: Path) -> None:
    patch = f'registries: {{hub: {{kind: ecr_cache, upstream: docker.io, login: "{LOGIN}"}}}}'
    plan = planned(tmp_path, patch)
    assert_house_rules(plan)
    rule = plan.one("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "hub")
    assert rule.inputs["ecrRepositoryPrefix"] == "toy-prod-hub"
    assert rule.inputs["upstreamRegistryUrl"] == "registry-1.docker.io"
    assert rule.inputs["credentialArn"] == LOGIN
    kept = plan.one("aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", "hub")
    assert kept.inputs["prefix"] == rule.inputs["ecrRepositoryPrefix"]
    assert kept.urn in rule.depends_on


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("upstream: docker.io", "login: missing; AWS asks docker.io with a login alone"),
        (
            f'upstream: quay.io, login: "{LOGIN}"',
            "login: is of no use: AWS asks quay.io without one; leave it out",
        ),
    ],
)
def test_a_login_is_given_where_aws_asks_for_one(fields: str, said: str, tmp_path: Path) -> None:
    (line,) = refused(tmp_path, f"registries: {{hub: {{kind: ecr_cache, {fields}}}}}")
    assert line.endswith(f"registries.hub.{said}")


def test_names_are_as_ecr_takes_them() -> None:
    assert repository_name("toy-prod", "a--b").count("--") == 0
    prefix = cache_prefix("p" * 40, "hub")
    assert 2 <= len(prefix) <= 30
    assert prefix != cache_prefix("p" * 40, "hub2")
