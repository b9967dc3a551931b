"""A stack as the program gets it: its spec and what the spec only names."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from stacks.identity import Identity
from stacks.spec import StackSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """Everything that decides the platform; the program reads nothing else."""

    spec: StackSpec
    identity: Identity
    content: Mapping[str, Mapping[str, bytes]]
    """What each config holds, by config name and key."""
    supplied: Mapping[str, pulumi.Output[str]]
    """Values of the supplied secrets, by secret name; each is secret."""
