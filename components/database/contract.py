"""What the rest of the program may know of a database."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import pulumi

from components.workload.contract import CalledStore


class Database(CalledStore, Protocol):
    """A database that workloads can call."""


@runtime_checkable
class IamDatabase(Protocol):
    """A database that lets in who has a token of IAM."""

    @property
    def resource_ids(self) -> Sequence[pulumi.Output[str]]:
        """What policies of IAM call its machines: its own and those of its read replicas."""
        ...
