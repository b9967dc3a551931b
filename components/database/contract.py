"""What the rest of the program may know of a database."""

from typing import Protocol, runtime_checkable

import pulumi

from components.workload.contract import CalledStore


class Database(CalledStore, Protocol):
    """A database that workloads can call."""


@runtime_checkable
class IamDatabase(Protocol):
    """A database that lets in who has a token of IAM."""

    @property
    def resource_id(self) -> pulumi.Output[str]:
        """What policies of IAM call it."""
        ...
