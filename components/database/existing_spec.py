"""What a user says of a Postgres that is there already."""

from typing import Annotated, Literal

from components.database.connection import PORT
from components.fields import TextRule
from components.spec import Port, Version
from components.workload.existing_store import ExistingStore, SecretArn

DatabaseName = Annotated[
    str,
    TextRule(
        rule="must be the name of a database in the server: letters, digits and '_', such as shop",
        pattern=r"[A-Za-z_][A-Za-z0-9_]*",
        examples=("shop",),
        longest=63,
    ),
]


class ExistingPostgresSpec(ExistingStore):
    """A Postgres that is there already, reached by TLS: nothing is made but the way to it."""

    kind: Literal["existing"]
    engine: Literal["postgres"] = "postgres"
    """The server's software."""
    version: Version | None = None
    """Its version of Postgres, quoted; none says nothing of when its support ends."""
    port: Port = PORT
    """Where it answers."""
    database: DatabaseName
    """The database in the server."""
    secret: SecretArn
    """Where its user and password are kept, as username and password; in the stack's account and
    region."""
