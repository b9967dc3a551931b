"""What the control plane costs."""

from collections.abc import Iterator
from typing import assert_never

from components.cluster.spec import EksSpec, ExistingEksSpec, ExistingSpec, KwokSpec
from proof.cost.basis import Basis, past_standard
from proof.cost.billing import AWS_HOURS
from proof.cost.line import Item, always

_STANDARD = "eks.control_plane.standard"
_EXTENDED = "eks.control_plane.extended_support"


def lines(basis: Basis) -> Iterator[Item]:
    """Yield the hours of an EKS control plane; six times as dear past its standard support.

    Who asks for standard support is taken to the next version when it ends, and goes on at the
    standard price. https://aws.amazon.com/eks/pricing/
    """
    cluster = basis.stack.cluster
    match cluster:
        case EksSpec():
            ended = past_standard("eks", cluster.version, basis.on) is not None
            extended = cluster.support == "extended" and ended
            what = f"EKS {cluster.version}{' in extended support' if extended else ''}"
            path = ("cluster", "support" if extended else "kind")
            sku = _EXTENDED if extended else _STANDARD
            yield basis.line("control plane", what, path, sku, "hour", always(AWS_HOURS))
        case ExistingEksSpec() | KwokSpec() | ExistingSpec():
            return  # somebody else pays, or nobody
        case _:
            assert_never(cluster)
