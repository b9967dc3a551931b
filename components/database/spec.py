"""What a user may ask of a database."""

from typing import Annotated, Literal

from pydantic import Field

from components.kubernetes_fields import DeletionPolicy
from components.spec import DnsLabel, Quantity, Spec, Version
from components.workload.spec import ResourcesSpec


class InClusterPostgresSpec(Spec):
    """One Postgres server as a pod with a volume of its own, for development and small loads."""

    kind: Literal["in_cluster"]
    engine: Literal["postgres"] = "postgres"
    version: Version
    """Major version of Postgres, quoted: "17"."""
    namespace: DnsLabel | None = None
    """Where it runs; none means the stack's only namespace."""
    storage: Quantity = Quantity("10Gi")
    """Size of its volume; it may grow later, never shrink."""
    resources: ResourcesSpec = ResourcesSpec.of(cpu="250m", memory="512Mi")
    """CPU and memory of the server."""
    deletion: DeletionPolicy = "protect"
    """What becomes of the volume when the database leaves the stack file or the stack goes."""


DatabaseSpec = Annotated[InClusterPostgresSpec, Field()]
