"""What a user may ask of a registry of images."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import DeletionPolicy, Spec

Upstream = Literal["docker.io", "ghcr.io", "public.ecr.aws", "quay.io", "registry.k8s.io"]
"""A public registry."""
WITH_LOGIN: Final = ("docker.io", "ghcr.io")
"""Those that AWS asks only with a login.
https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html"""
PullSecretArn = Annotated[
    str,
    TextRule(
        rule="must be the ARN of a secret whose name begins with ecr-pullthroughcache/, as ECR asks"
        " for",
        pattern=r"arn:aws:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:ecr-pullthroughcache/"
        r"[\w/+=.@-]+",
        examples=(
            "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ecr-pullthroughcache/hub-a1B2c3",
        ),
        longest=600,
    ),
]


class EcrRepositorySpec(Spec):
    """A repository of AWS for the images of one program."""

    kind: Literal["ecr"]
    tags: Literal["immutable", "mutable"] = "immutable"
    """Whether a tag may be moved to another image; what runs is then no longer what was tested."""
    untagged_days: int = Field(default=7, ge=1, le=3650)
    """When an image goes that has no tag any more."""
    keep_images: int = Field(default=100, ge=1, le=10_000)
    """How many images stay, the newest; an older one goes even while pods run it, and none of them
    starts on another node then."""
    deletion: DeletionPolicy = "protect"
    """When it leaves the stack file or the stack goes: protect refuses, retain leaves it there with
    its key, delete takes it along with its images."""


class EcrCacheSpec(Spec):
    """A way to the images of a public registry through AWS, which keeps what was asked for.

    Images are named ACCOUNT.dkr.ecr.REGION.amazonaws.com/PLATFORM-NAME/IMAGE then.
    """

    kind: Literal["ecr_cache"]
    upstream: Upstream
    """The public registry."""
    login: PullSecretArn | None = None
    """The secret with username and accessToken; docker.io and ghcr.io ask for one."""
    keep_days: int = Field(default=30, ge=1, le=3650)
    """When a cached image goes; it is fetched again when it is asked for."""

    @model_validator(mode="after")
    def _has_a_login(self) -> Self:
        if self.upstream in WITH_LOGIN and self.login is None:
            message = f"missing; AWS asks {self.upstream} with a login alone"
            refuse([Refusal(("login",), message)])
        if self.upstream not in WITH_LOGIN and self.login is not None:
            message = f"is of no use: AWS asks {self.upstream} without one; leave it out"
            refuse([Refusal(("login",), message)])
        return self


RegistrySpec = Annotated[EcrRepositorySpec | EcrCacheSpec, Field(discriminator="kind")]
