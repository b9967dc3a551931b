"""What a user says of a Valkey or Redis that is there already."""

from typing import Literal

from components.cache.connection import PORT
from components.spec import Port, Version
from components.workload.existing_store import ExistingStore, SecretArn


class ExistingCacheSpec(ExistingStore):
    """A Valkey that is there already: nothing is made but the way to it."""

    kind: Literal["existing"]
    engine: Literal["valkey"] = "valkey"
    """The server's software."""
    version: Version | None = None
    """Its version of Valkey, quoted; none says nothing of when its support ends."""
    port: Port = PORT
    """Where it answers."""
    transit: Literal["tls", "plain"] = "tls"
    """Whether it is talked to by TLS."""
    secret: SecretArn
    """Where its password is kept, as password; in the stack's account and region."""
