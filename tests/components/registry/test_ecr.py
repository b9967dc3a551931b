"""Repositories of images, as the engine is asked for them."""

import json
from pathlib import Path

import pytest

from components.registry.names import cache_prefix, repository_name
from tests.components.cloud_kit import KEY, planned, refused
from tests.plan import assert_house_rules

REPOSITORY = "aws:ecr/repository:Repository"
OTHER = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:hub-a1B2c3"
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
    policy = plan.one("aws:ecr/lifecyclePolicy:LifecyclePolicy", "web")
    untagged, oldest = json.loads(str(policy.inputs["policy"]))["rules"]
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
    # Each change is another policy; made first, it would go with the old one.
    assert policy.delete_before_replace is True


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


REFUSED = {
    "no login where AWS asks for one": (
        "hub: {kind: ecr_cache, upstream: docker.io}",
        [":4 registries.hub.login: missing; AWS asks docker.io with a login alone"],
    ),
    "a login where AWS asks for none": (
        f'hub: {{kind: ecr_cache, upstream: quay.io, login: "{LOGIN}"}}',
        [":4 registries.hub.login: is of no use: AWS asks quay.io without one; leave it out"],
    ),
    "a login that ECR does not read": (
        f'hub: {{kind: ecr_cache, upstream: docker.io, login: "{OTHER}"}}',
        [
            (
                ":4 registries.hub.login: must be the ARN of a secret whose name begins with"
                " ecr-pullthroughcache/, as ECR asks for, got"
                ' "arn:aws:secretsmanager:eu-west-1:123...'
            )
        ],
    ),
    "a registry that ECR does not know": (
        "hub: {kind: ecr_cache, upstream: example.org}",
        [
            (
                ":4 registries.hub.upstream: must be one of docker.io, ghcr.io, public.ecr.aws,"
                ' quay.io or registry.k8s.io, got "example.org"'
            )
        ],
    ),
    "nothing that is kept": (
        "web: {kind: ecr, tags: fixed, keep_images: 0, untagged_days: 0}",
        [
            ':4 registries.web.tags: must be one of immutable or mutable, got "fixed"',
            ":4 registries.web.keep_images: must be at least 1, got 0",
            ":4 registries.web.untagged_days: must be at least 1, got 0",
        ],
    ),
    "a field of the other kind": (
        "hub: {kind: ecr_cache, upstream: quay.io, deletion: delete}",
        [":4 registries.hub.deletion: unknown field for ecr_cache; ecr has it"],
    ),
}


@pytest.mark.parametrize(("member", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_registry_that_aws_would_refuse_is_refused(
    member: str, lines: list[str], tmp_path: Path
) -> None:
    assert refused(tmp_path, f"registries: {{{member}}}") == lines


def test_names_are_as_ecr_takes_them() -> None:
    assert repository_name("toy-prod", "a--b").count("--") == 0
    prefix = cache_prefix("p" * 40, "hub")
    assert 2 <= len(prefix) <= 30
    assert prefix != cache_prefix("p" * 40, "hub2")
