"""What the rest of the program may know of a database."""

from typing import Protocol

from components.workload.contract import CalledStore


class Database(CalledStore, Protocol):
    """A database that workloads can call."""
