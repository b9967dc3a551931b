"""What a cloud's disk driver does for claims in a rehearsed cluster, without a disk."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from engine.embedded.api import Api, ApiRefusalError
from engine.embedded.errors import ClusterError
from engine.embedded.pools import JsonObject as ApiObject
from engine.standin.shape import JsonObject, child, dig, text
from rehearsal.control_plane import ControlPlane

_CHOSEN = "volume.kubernetes.io/selected-node"
"""The scheduler's mark on a claim: the node whose zone the disk must lie in."""
_ZONE = "topology.kubernetes.io/zone"
_VOLUMES = "/api/v1/persistentvolumes"
_PAUSE_SECONDS = 0.2


@dataclass
class Disks:
    """A driver that makes and deletes disks of its classes as long as it runs."""

    plane: ControlPlane
    driver: str
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look after claims."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._look_after, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it; disks that are there stay as they are."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _look_after(self) -> None:
        while not self._stopped.wait(_PAUSE_SECONDS):
            try:
                with self.plane.api() as api:
                    self.round(api)
            except (ClusterError, ApiRefusalError, OSError):
                # It is being stopped, or somebody was quicker; the next round sees what is so then.
                continue

    def round(self, api: Api) -> None:
        """Make what is claimed and chosen a place for; delete what nobody claims any more."""
        for claim in self._waiting(api):
            api.create(_VOLUMES, cast("ApiObject", volume(claim, self.driver, _zone(api, claim))))
        for each in _items(api, _VOLUMES):
            ours = text(each, "spec", "csi", "driver") == self.driver
            if ours and text(each, "status", "phase") == "Released" and _goes(each):
                api.delete(f"{_VOLUMES}/{text(each, 'metadata', 'name')}")

    def _waiting(self, api: Api) -> Iterator[JsonObject]:
        classes = {
            text(each, "metadata", "name")
            for each in _items(api, "/apis/storage.k8s.io/v1/storageclasses")
            if each.get("provisioner") == self.driver
        }
        for claim in _items(api, "/api/v1/persistentvolumeclaims"):
            chosen = dig(claim, "metadata", "annotations", _CHOSEN)
            unbound = not text(claim, "spec", "volumeName")
            if unbound and chosen and text(claim, "spec", "storageClassName") in classes:
                yield claim


def volume(claim: JsonObject, driver: str, zone: str) -> JsonObject:
    """Return the disk that a claim gets, tied to a zone."""
    name = f"pvc-{text(claim, 'metadata', 'uid')}"
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": name, "annotations": {"pv.kubernetes.io/provisioned-by": driver}},
        "spec": {
            "capacity": {"storage": text(claim, "spec", "resources", "requests", "storage")},
            "accessModes": dig(claim, "spec", "accessModes"),
            "persistentVolumeReclaimPolicy": "Delete",
            "storageClassName": text(claim, "spec", "storageClassName"),
            "csi": {"driver": driver, "volumeHandle": f"vol-{name}"},
            "claimRef": {
                "apiVersion": "v1",
                "kind": "PersistentVolumeClaim",
                "namespace": text(claim, "metadata", "namespace"),
                "name": text(claim, "metadata", "name"),
                "uid": text(claim, "metadata", "uid"),
            },
            "nodeAffinity": {
                "required": {
                    "nodeSelectorTerms": [
                        {"matchExpressions": [{"key": _ZONE, "operator": "In", "values": [zone]}]}
                    ]
                }
            },
        },
    }


def _zone(api: Api, claim: JsonObject) -> str:
    node = text(claim, "metadata", "annotations", _CHOSEN)
    return text(
        child(cast("JsonObject", api.get(f"/api/v1/nodes/{node}"))), "metadata", "labels", _ZONE
    )


def _goes(live: JsonObject) -> bool:
    return text(live, "spec", "persistentVolumeReclaimPolicy") == "Delete"


def _items(api: Api, path: str) -> list[JsonObject]:
    return [cast("JsonObject", each) for each in api.items(path)]
