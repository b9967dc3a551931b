"""The one place that looks at the kind of network."""

from typing import assert_never

import pulumi

from components.account.contract import Account
from components.network.contract import Network
from components.network.spec import AwsNetworkSpec, ExistingAwsNetworkSpec, NetworkSpec


def create_network(
    name: str,
    spec: NetworkSpec,
    account: Account,
    physical_name: str,
    opts: pulumi.ResourceOptions | None = None,
) -> Network:
    """Return the network that the spec asks for."""
    match spec:
        case AwsNetworkSpec():
            from components.network.aws import AwsNetwork, AwsNetworkArgs

            args = AwsNetworkArgs(spec=spec, account=account, physical_name=physical_name)
            return AwsNetwork(name, args, opts)
        case ExistingAwsNetworkSpec():
            from components.network.existing import ExistingAwsNetwork

            return ExistingAwsNetwork(name, spec, opts)
        case _:
            assert_never(spec)
