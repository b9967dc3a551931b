"""Repositories of images that AWS keeps."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.deletion import of_data
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.registry.life import UPSTREAMS, of_cache, of_repository
from components.registry.names import cache_prefix, repository_name
from components.registry.spec import EcrCacheSpec, EcrRepositorySpec


@dataclass(frozen=True, kw_only=True, slots=True)
class EcrArgs:
    """A repository and what it is plugged into."""

    spec: EcrRepositorySpec
    platform: str
    """What the platform is called in the cloud."""


class EcrRepository(pulumi.ComponentResource):
    """A repository whose images are scanned as they come, encrypted, and go when they are old."""

    arn: pulumi.Output[str]
    url: pulumi.Output[str]
    """What its images' names begin with."""

    def __init__(
        self, name: str, args: EcrArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:registry:EcrRepository", name, None, opts)
        child, spec = pulumi.ResourceOptions(parent=self), args.spec
        called = repository_name(args.platform, name)
        key = EncryptionKeyArgs(description=f"Images of {called}", deletion=spec.deletion)
        repository = aws.ecr.Repository(
            name,
            name=called,
            image_tag_mutability=spec.tags.upper(),
            image_scanning_configuration={"scan_on_push": True},
            encryption_configurations=[
                {"encryption_type": "KMS", "kms_key": EncryptionKey(name, key, child).arn}
            ],
            force_delete=spec.deletion == "delete",
            opts=of_data(self, spec.deletion),
        )
        aws.ecr.LifecyclePolicy(
            name,
            repository=repository.name,
            policy=of_repository(spec),
            # Each change is another one, and a repository has one: the old one would take the new
            # one along. https://github.com/pulumi/pulumi-aws/issues/2075
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
        self.arn, self.url = repository.arn, repository.repository_url
        self.register_outputs({"arn": self.arn, "url": self.url})


@dataclass(frozen=True, kw_only=True, slots=True)
class EcrCacheArgs:
    """A way to a public registry and what it is plugged into."""

    spec: EcrCacheSpec
    platform: str
    """What the platform is called in the cloud."""


class EcrCache(pulumi.ComponentResource):
    """A rule by which AWS fetches images of a public registry, and how it keeps them."""

    arn: pulumi.Output[str] | None

    def __init__(
        self, name: str, args: EcrCacheArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:registry:EcrCache", name, None, opts)
        child, spec = pulumi.ResourceOptions(parent=self), args.spec
        prefix = cache_prefix(args.platform, name)
        kept = aws.ecr.RepositoryCreationTemplate(
            name,
            prefix=prefix,
            description=f"Images of {spec.upstream}",
            applied_fors=["PULL_THROUGH_CACHE"],
            # The tags are the other registry's, which moves them as it likes.
            image_tag_mutability="MUTABLE",
            lifecycle_policy=of_cache(spec),
            opts=child,
        )
        aws.ecr.PullThroughCacheRule(
            name,
            ecr_repository_prefix=prefix,
            upstream_registry_url=UPSTREAMS[spec.upstream],
            credential_arn=spec.login,
            # A repository that it makes before the template is there stays without one.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[kept]),
        )
        self.arn = None
        self.register_outputs({})
