"""What EKS says to versions of Kubernetes, of a cluster and of its node groups."""

from typing import Final

from catalog.charts import eks_versions
from catalog.rows import minor_number
from engine.standin.objects import RefusedError
from engine.standin.shape import JsonObject, text
from rehearsal.clouds.model import Live, World

NODE_GROUP: Final = "aws:eks/nodeGroup:NodeGroup"
CLUSTER: Final = "aws:eks/cluster:Cluster"
_REFUSED: Final = "InvalidParameterException"


def refuse_unknown(inputs: JsonObject) -> None:
    """Raise RefusedError for a version that EKS does not offer, as far as the catalogue knows."""
    version = text(inputs, "version")
    if version and version not in eks_versions():
        raise RefusedError(f"{_REFUSED}: unsupported Kubernetes version")


def refuse_cluster_change(world: World, live: Live, wanted: JsonObject) -> None:
    """Raise RefusedError for a step back or over a minor version, or for nodes left behind.

    Source: https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html, and the words of
    https://github.com/hashicorp/terraform-provider-aws/issues/19478.
    """
    was, becomes = text(live.inputs, "version"), text(wanted, "version")
    if not was or not becomes or was == becomes:
        return
    refuse_unknown(wanted)
    if minor_number(becomes) != minor_number(was) + 1:
        message = f"Unsupported Kubernetes minor version update from {was} to {becomes}"
        raise RefusedError(f"{_REFUSED}: {message}")
    behind = sorted(
        text(each.inputs, "nodeGroupName")
        for each in world.all(NODE_GROUP)
        if each.inputs.get("clusterName") == live.id and text(each.inputs, "version") != was
    )
    if behind:
        message = f"must be updated to match cluster version {was} before updating cluster version"
        raise RefusedError(f"{_REFUSED}: Nodegroups {', '.join(behind)} {message}")


def refuse_group_change(world: World, live: Live, wanted: JsonObject) -> None:
    """Raise RefusedError for nodes of another version than their cluster has by now."""
    if text(live.inputs, "version") != text(wanted, "version"):
        refuse_other_than_cluster(world, wanted)


def refuse_other_than_cluster(world: World, wanted: JsonObject) -> None:
    """Raise RefusedError for a node group that asks for nodes newer than their cluster.

    Older ones would be allowed by the real one; no program of ours asks for them.
    """
    cluster = world.find(CLUSTER, wanted.get("clusterName"))
    has = text(cluster.inputs, "version") if cluster is not None else ""
    asked = text(wanted, "version")
    if has and asked and minor_number(asked) > minor_number(has):
        message = f"Requested Nodegroup version {asked} is newer than the cluster's {has}"
        raise RefusedError(f"{_REFUSED}: {message}")
