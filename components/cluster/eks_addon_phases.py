"""Which add-ons EKS keeps in a cluster, and when each of them comes; pure."""

from collections.abc import Sequence
from typing import Final, assert_never

from components.cluster.common import SharedFiles

BEFORE_NODES: Final = (("eks-pod-identity-agent", "vpc-cni"), ("kube-proxy",))
"""A node is not ready without its network, which gets its rights from the agent."""
_AFTER_NODES: Final = (("coredns",), ("aws-ebs-csi-driver",))


def after_nodes(shared_files: SharedFiles) -> Sequence[Sequence[str]]:
    """Return the add-ons for whose pods EKS waits, which wait for nodes."""
    match shared_files:
        case "none":
            return _AFTER_NODES
        case "efs":
            return (*_AFTER_NODES, ("aws-efs-csi-driver",))
        case _:
            assert_never(shared_files)


def kept_by_eks(shared_files: SharedFiles) -> tuple[str, ...]:
    """Return the names of all add-ons that EKS keeps in a cluster."""
    return tuple(addon for chain in (*BEFORE_NODES, *after_nodes(shared_files)) for addon in chain)
