"""What a user may ask of the network that a cluster in a cloud lies in."""

from typing import Literal

from pydantic import Field

from components.spec import Cidr, Spec

Zone = Literal["a", "b", "c", "d", "e", "f"]
"""The letter of an availability zone."""


class AwsNetworkSpec(Spec):
    """A VPC of its own, with public, private and database subnets in each zone."""

    kind: Literal["aws"]
    cidr: Cidr = "10.0.0.0/16"
    """The addresses of the whole network; no other network that it is joined to may have them."""
    zones: tuple[Zone, ...] = Field(default=("a", "b", "c"), min_length=2, max_length=6)
    """The letters of the availability zones."""
    nat: Literal["one", "one_per_zone"] = "one_per_zone"
    """How many NAT gateways lead out: one is cheaper, and its zone takes all others down with
    it."""


NetworkSpec = AwsNetworkSpec
