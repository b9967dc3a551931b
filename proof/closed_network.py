"""What a cluster needs of AWS and of the world, where its network leads nowhere; pure."""

from collections.abc import Iterator, Mapping
from typing import Final

from components.addons.spec import AddonName
from components.cluster.spec import EksSpec, ExistingEksSpec
from components.network.spec import AwsNetworkSpec, GatewayEndpoint, InterfaceEndpoint
from proof.images import repository
from stacks.spec import StackSpec

# https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
_OF_NODES: Final[Mapping[InterfaceEndpoint, str]] = {
    "ec2": "nodes and their network",
    "ecr.api": "pulling images",
    "ecr.dkr": "pulling images",
    "eks-auth": "the roles of pods by Pod Identity",
}
_LAYERS: Final[Mapping[GatewayEndpoint, str]] = {"s3": "the layers of images"}
_OF_ADDONS: Final[Mapping[AddonName, tuple[InterfaceEndpoint, ...]]] = {
    "aws_load_balancer_controller": ("elasticloadbalancing",),
    "cluster_autoscaler": ("autoscaling", "eks"),
    "external_secrets": ("secretsmanager",),
}


def is_closed(stack: StackSpec) -> bool:
    """Say whether nothing leads from the stack's nodes to the internet."""
    return isinstance(stack.network, AwsNetworkSpec) and stack.network.nat == "none"


def missing_interfaces(stack: StackSpec) -> Mapping[InterfaceEndpoint, str]:
    """Return the services that the stack asks and cannot reach, and who asks them."""
    if not isinstance(stack.network, AwsNetworkSpec) or not is_closed(stack):
        return {}
    there = stack.network.interface_endpoints
    return {service: who for service, who in _asked(stack) if service not in there}


def missing_gateways(stack: StackSpec) -> Mapping[GatewayEndpoint, str]:
    """Return the same of those that are reached by a gateway."""
    if not isinstance(stack.network, AwsNetworkSpec) or not is_closed(stack):
        return {}
    there = stack.network.gateway_endpoints
    return {service: who for service, who in _LAYERS.items() if service not in there}


def _asked(stack: StackSpec) -> Iterator[tuple[InterfaceEndpoint, str]]:
    yield from _OF_NODES.items()
    if isinstance(stack.cluster, EksSpec | ExistingEksSpec) and stack.cluster.identity == "irsa":
        yield "sts", "the roles of pods by IRSA"
    for addon in stack.addons.asked():
        for service in _OF_ADDONS.get(addon, ()):
            yield service, f"addons.{addon}"


def registry_of(image: str) -> str:
    """Return the host that an image is pulled from, as container engines read its name."""
    return repository(image).partition("/")[0]
