"""What a user may ask of a cache."""

from typing import Annotated, Literal

from pydantic import Field

from components.cache.elasticache_spec import ElastiCacheSpec
from components.cache.existing_spec import ExistingCacheSpec
from components.spec import DeletionPolicy, DnsLabel, Quantity, Spec, StorageSize, Version
from components.workload.spec import ResourcesSpec


class InClusterValkeySpec(Spec):
    """One Valkey server as a pod with a volume of its own, for development and small loads."""

    kind: Literal["in_cluster"]
    engine: Literal["valkey"] = "valkey"
    """The server's software."""
    version: Version
    """Version of Valkey, quoted: "8.1"."""
    namespace: DnsLabel | None = None
    """Where it runs; none means the stack's only namespace."""
    storage: StorageSize = Quantity("2Gi")
    """Size of the volume for its append-only file; it may grow later, never shrink."""
    resources: ResourcesSpec = ResourcesSpec.of(cpu="100m", memory="256Mi")
    """CPU and memory of the server."""
    deletion: DeletionPolicy = "protect"
    """The volume when the cache leaves the stack file or the stack goes: protect refuses, retain
    leaves it there, delete takes it along."""


KeptCacheSpec = InClusterValkeySpec | ElastiCacheSpec
"""Those whose data is the stack's own."""
CacheSpec = Annotated[
    InClusterValkeySpec | ElastiCacheSpec | ExistingCacheSpec, Field(discriminator="kind")
]
