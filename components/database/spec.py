"""What a user may ask of a database."""

from typing import Annotated, Literal

from pydantic import Field

from components.database.existing_spec import ExistingPostgresSpec
from components.database.rds_spec import RdsSpec
from components.spec import DeletionPolicy, DnsLabel, Quantity, Spec, StorageSize, Version
from components.workload.spec import ResourcesSpec


class InClusterPostgresSpec(Spec):
    """One Postgres server as a pod with a volume of its own, for development and small loads."""

    kind: Literal["in_cluster"]
    engine: Literal["postgres"] = "postgres"
    """The server's software."""
    version: Version
    """Version of Postgres, quoted: "17"."""
    namespace: DnsLabel | None = None
    """Where it runs; none means the stack's only namespace."""
    storage: StorageSize = Quantity("10Gi")
    """Size of its volume; it may grow later, never shrink."""
    resources: ResourcesSpec = ResourcesSpec.of(cpu="250m", memory="512Mi")
    """CPU and memory of the server."""
    deletion: DeletionPolicy = "protect"
    """The volume when the database leaves the stack file or the stack goes: protect refuses, retain
    leaves it there, delete takes it along."""


KeptDatabaseSpec = InClusterPostgresSpec | RdsSpec
"""Those whose data is the stack's own."""
DatabaseSpec = Annotated[
    InClusterPostgresSpec | RdsSpec | ExistingPostgresSpec, Field(discriminator="kind")
]
