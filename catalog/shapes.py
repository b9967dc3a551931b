"""What machines offer pods."""

from typing import Final

from catalog.read import Table
from catalog.rows import EksPodLimits, NodeShape, ShapeProvider, SpotInterruptions

NODE_SHAPES: Final = Table(NodeShape, "node_shapes.csv")
EKS_POD_LIMITS: Final = Table(EksPodLimits, "eks_pod_limits.csv")
SPOT_INTERRUPTIONS: Final = Table(SpotInterruptions, "spot_interruptions.csv")


def node_shape(provider: ShapeProvider, sku: str) -> NodeShape:
    """Return the machine type as a node of this service; raises UnknownKey."""
    return NODE_SHAPES.get(provider, sku)


def eks_pod_limits(sku: str) -> EksPodLimits:
    """Return how many pods the EC2 type takes, and at what price in memory; raises UnknownKey."""
    return EKS_POD_LIMITS.get(sku)


def spot_interruptions(region: str, sku: str) -> SpotInterruptions:
    """Return how often spot machines of the type are taken back; raises UnknownKey."""
    return SPOT_INTERRUPTIONS.get(region, sku)
