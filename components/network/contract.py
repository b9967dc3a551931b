"""What the rest of the program may know of a network."""

from collections.abc import Sequence
from typing import Protocol

import pulumi


class Network(Protocol):
    """A network that a cluster and its stores lie in."""

    @property
    def vpc_id(self) -> pulumi.Output[str]:
        """The network's id."""
        ...

    @property
    def cidr(self) -> str:
        """The addresses of the whole network."""
        ...

    @property
    def public_subnet_ids(self) -> Sequence[pulumi.Output[str]]:
        """Subnets that the internet reaches, for load balancers; one a zone."""
        ...

    @property
    def private_subnet_ids(self) -> Sequence[pulumi.Output[str]]:
        """Subnets of nodes and pods; one a zone."""
        ...

    @property
    def database_subnet_ids(self) -> Sequence[pulumi.Output[str]]:
        """Subnets of stores, without a way out; one a zone."""
        ...

    @property
    def ways_out(self) -> Sequence[pulumi.Resource]:
        """What must be there before anything in the private subnets reaches the internet."""
        ...
