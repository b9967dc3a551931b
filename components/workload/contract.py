"""What the rest of the program may know of anything that keeps data and that workloads call."""

from collections.abc import Mapping
from typing import Protocol

import pulumi


class CalledStore(Protocol):
    """A database or cache that workloads can call."""

    @property
    def connection(self) -> Mapping[str, pulumi.Output[str]]:
        """What callers need, by the keys of the store's connection Secret; secret."""
        ...

    @property
    def digest(self) -> pulumi.Output[str]:
        """Changes with the connection and is no secret."""
        ...

    @property
    def ready(self) -> pulumi.Resource:
        """The resource that is there once the store answers."""
        ...
