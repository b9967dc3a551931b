"""What starts and ends nodes of an EKS cluster, as a user states it."""

from typing import Literal

from pydantic import Field

from components.numbers import Percent
from components.spec import Spec

Expander = Literal["least-waste", "most-pods", "random"]


class ClusterAutoscalerSpec(Spec):
    """Kubernetes' Cluster Autoscaler over the managed node groups, between their bounds."""

    kind: Literal["cluster_autoscaler"]
    max_nodes_total: int | None = Field(default=None, ge=1, le=100_000)
    """How many nodes all pools together may come to; none means the sum of their maxima."""
    expander: Expander = "least-waste"
    """Which pool grows when several could take the pods that wait."""
    scale_down_utilization_percent: Percent = 50
    """A node whose pods request less than that of it is to go."""
    scale_down_unneeded_minutes: int = Field(default=10, ge=1, le=1440)
    """How long it must have been so."""
    scale_down_delay_after_add_minutes: int = Field(default=10, ge=0, le=1440)
    """How long no node goes after one has come."""
    scan_interval_seconds: int = Field(default=10, ge=5, le=600)
    """How often it looks for pods that wait."""
    max_node_provision_minutes: int = Field(default=15, ge=1, le=120)
    """How long a node may take to come before another pool is tried."""
    max_grace_seconds: int = Field(default=600, ge=1, le=86_400)
    """How long the pods of a node that is to go may take to finish; a longer grace_seconds of
    theirs is cut off there."""


AutoscalerSpec = ClusterAutoscalerSpec
