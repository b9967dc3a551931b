"""The one place that looks at the kind of network."""

import pulumi

from components.network.aws import AwsNetwork, AwsNetworkArgs
from components.network.contract import Network
from components.network.spec import NetworkSpec


def create_network(
    name: str,
    spec: NetworkSpec,
    region: str,
    physical_name: str,
    opts: pulumi.ResourceOptions | None = None,
) -> Network:
    """Return the network that the spec asks for."""
    args = AwsNetworkArgs(spec=spec, region=region, physical_name=physical_name)
    return AwsNetwork(name, args, opts)
