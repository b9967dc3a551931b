"""Repositories of images, and ways to those of public registries."""

from collections.abc import Mapping
from typing import Final

from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import ACCOUNT, REGION, arn
from rehearsal.clouds.model import Live, Model, World

REPOSITORY: Final = "aws:ecr/repository:Repository"
IMAGES: Final = "images of a repository"
_SHORTEST, _LONGEST = 2, 30


def _repository(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    name = text(inputs, "name")
    return {
        "id": name,
        "arn": arn("ecr", f"repository/{name}"),
        "registryId": ACCOUNT,
        "repositoryUrl": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{name}",
    }


def _goes(world: World, live: Live) -> None:
    if world.keeps(IMAGES, live.id) and not live.inputs.get("forceDelete"):
        raise RefusedError(
            f"RepositoryNotEmptyException: The repository with name '{live.id}' in registry with id"
            f" '{ACCOUNT}' cannot be deleted because it still contains images"
        )


def _policy(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": text(inputs, "repository"), "registryId": ACCOUNT}


def _template(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": text(inputs, "prefix"), "registryId": ACCOUNT}


def _cache(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    prefix = text(inputs, "ecrRepositoryPrefix")
    if not _SHORTEST <= len(prefix) <= _LONGEST:
        raise RefusedError(
            "InvalidParameterException: ecrRepositoryPrefix failed to satisfy constraint: Member"
            f" must have length from {_SHORTEST} to {_LONGEST}"
        )
    return {"id": prefix, "registryId": ACCOUNT}


# What is immutable is ForceNew in repository.go, lifecycle_policy.go, pull_through_cache_rule.go
# and repository_creation_template.go of
# https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/ecr, read on
# 2026-11-27.
MODELS = (
    Model(
        token=REPOSITORY,
        inputs=frozenset(
            {
                "name",
                "imageTagMutability",
                "imageScanningConfiguration",
                "encryptionConfigurations",
                "forceDelete",
                "tags",
            }
        ),
        immutable=frozenset({"name", "encryptionConfigurations"}),
        name="name",
        outputs=_repository,
        deleted=_goes,
    ),
    Model(
        token="aws:ecr/lifecyclePolicy:LifecyclePolicy",
        inputs=frozenset({"repository", "policy"}),
        required=frozenset({"repository", "policy"}),
        immutable=frozenset({"repository", "policy"}),
        outputs=_policy,
    ),
    Model(
        token="aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
        inputs=frozenset(
            {"prefix", "description", "appliedFors", "imageTagMutability", "lifecyclePolicy"}
        ),
        required=frozenset({"prefix", "appliedFors"}),
        immutable=frozenset({"prefix"}),
        name="prefix",
        outputs=_template,
    ),
    Model(
        token="aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
        inputs=frozenset({"ecrRepositoryPrefix", "upstreamRegistryUrl", "credentialArn"}),
        required=frozenset({"ecrRepositoryPrefix", "upstreamRegistryUrl"}),
        immutable=frozenset({"ecrRepositoryPrefix", "upstreamRegistryUrl"}),
        name="ecrRepositoryPrefix",
        outputs=_cache,
    ),
)
