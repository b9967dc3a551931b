"""What every layer of a platform stands on."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.account.contract import Account
from components.addons.spec import AddonName
from components.cluster.contract import AwsCluster
from components.network.contract import Network
from stacks.loaded import Loaded


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudLayer:
    """The account, network and cluster of a stack in a cloud, and how things there are made."""

    account: Account
    network: Network
    cluster: AwsCluster
    opts: pulumi.ResourceOptions


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """The stack, its cluster's provider, add-ons and namespaces, and what every object carries."""

    loaded: Loaded
    opts: pulumi.ResourceOptions
    addons: Mapping[AddonName, pulumi.Resource]
    namespaces: Mapping[str, pulumi.Output[str]]
    labels: Mapping[str, str]
    digest_key: pulumi.Output[str]
    cloud: CloudLayer | None
    """None for a stack of this machine."""
