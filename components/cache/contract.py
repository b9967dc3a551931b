"""What the rest of the program may know of a cache."""

from typing import Protocol

from components.workload.contract import CalledStore


class Cache(CalledStore, Protocol):
    """A cache that workloads can call."""
