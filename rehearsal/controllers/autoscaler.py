"""The cluster autoscaler of a rehearsed EKS cluster: more nodes for pods that find no place."""

import time
from dataclasses import dataclass, field
from typing import Final

from catalog.shapes import node_shape
from engine.standin.api import Cluster
from engine.standin.shape import JsonObject, child, condition, number, text
from rehearsal.clouds.aws.eks import NODE_GROUP
from rehearsal.clouds.model import Live
from rehearsal.clouds.store import Store
from rehearsal.controllers.running import PODS, stands_in

CHART: Final = "cluster-autoscaler"
_LOOK_SECONDS: Final = 0.2
_TRIES: Final = 10
"""The real scheduler takes up a pod again within a second of a node that it fits."""


@dataclass(frozen=True, slots=True)
class ClusterAutoscaler:
    """Raises node groups by one node at a time, the smallest that helps first, up to their most."""

    store: Store
    useless: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Which pods a node more of which group did not help."""

    def reconcile(self, cluster: Cluster) -> None:
        """Try a node more for the first pod that waits; the real scheduler says whether it helps.

        The real one works that out beforehand. A node that did not help goes again.
        """
        pods = _unschedulable(cluster)
        if not pods or not stands_in(cluster, CHART):
            return
        for pod in pods:
            for group in self._candidates(pod):
                self._resize(group, 1)
                if _placed(cluster, pod):
                    return
                self.useless.add((pod, group.id))
                self._resize(group, -1)

    def _candidates(self, pod: str) -> list[Live]:
        room = [
            group
            for group in self.store.all(NODE_GROUP)
            if desired(group) < number(group.inputs, "scalingConfig", "maxSize")
            and (pod, group.id) not in self.useless
        ]
        return sorted(room, key=_size)

    def _resize(self, group: Live, by: int) -> None:
        now = self.store.read(group.token, group.id)
        if now is not None:
            scaling: JsonObject = {
                **child(now.inputs, "scalingConfig"),
                "desiredSize": desired(now) + by,
            }
            self.store.meddle(group.token, group.id, {**now.inputs, "scalingConfig": scaling})


def desired(group: Live) -> int:
    """Return how many nodes a group is to have now."""
    return number(group.inputs, "scalingConfig", "desiredSize")


def _size(group: Live) -> tuple[int, int]:
    types = group.inputs.get("instanceTypes")
    shape = node_shape("eks", str(types[0]) if isinstance(types, list) and types else "t3.medium")
    return shape.allocatable_cpu_m, shape.allocatable_memory_mib


def _unschedulable(cluster: Cluster) -> list[str]:
    return [
        text(pod, "metadata", "uid")
        for pod in cluster.list(PODS, {})
        if text(condition(pod, "PodScheduled"), "reason") == "Unschedulable"
    ]


def _placed(cluster: Cluster, pod: str) -> bool:
    for _ in range(_TRIES):
        if pod not in _unschedulable(cluster):
            return True
        time.sleep(_LOOK_SECONDS)
    return False
