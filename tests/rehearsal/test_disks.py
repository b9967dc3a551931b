"""Disks of a rehearsed cluster: made where a pod wants them, gone with their claim."""

from typing import cast

from engine.embedded.api import Api
from engine.standin.shape import JsonObject, dig, text
from rehearsal.control_plane import ControlPlane
from rehearsal.disks import Disks

DRIVER = "ebs.csi.aws.com"
VOLUMES, CLAIMS = "/api/v1/persistentvolumes", "/api/v1/persistentvolumeclaims"
CLASSES, NODE = "/apis/storage.k8s.io/v1/storageclasses", "/api/v1/nodes/n1"


class Played:
    """An API server with these lists."""

    def __init__(self, claims: list[JsonObject], volumes: list[JsonObject]) -> None:
        gp3: JsonObject = {"metadata": {"name": "gp3"}, "provisioner": DRIVER}
        self._lists = {CLAIMS: claims, VOLUMES: volumes, CLASSES: [gp3]}
        self.made: list[JsonObject] = []
        self.gone: list[str] = []

    def items(self, path: str) -> list[JsonObject]:
        return self._lists[path]

    def get(self, path: str) -> JsonObject:
        assert path == NODE
        return {"metadata": {"labels": {"topology.kubernetes.io/zone": "eu-west-1b"}}}

    def create(self, _: str, body: JsonObject) -> None:
        self.made.append(body)

    def delete(self, path: str) -> None:
        self.gone.append(path)


def claim(name: str, chosen: str | None = "n1", storage_class: str = "gp3") -> JsonObject:
    notes: JsonObject = {"volume.kubernetes.io/selected-node": chosen} if chosen else {}
    return {
        "metadata": {"name": name, "namespace": "app", "uid": name, "annotations": notes},
        "spec": {
            "storageClassName": storage_class,
            "accessModes": ["ReadWriteOnce"],
            "resources": {"requests": {"storage": "5Gi"}},
        },
    }


def disk(name: str, phase: str, driver: str = DRIVER) -> JsonObject:
    return {
        "metadata": {"name": name},
        "spec": {"csi": {"driver": driver}, "persistentVolumeReclaimPolicy": "Delete"},
        "status": {"phase": phase},
    }


def a_round(*claims: JsonObject, volumes: list[JsonObject] | None = None) -> Played:
    api = Played([*claims], volumes or [])
    Disks(cast("ControlPlane", None), DRIVER).round(cast("Api", api))
    return api


def test_a_claim_gets_its_disk_in_the_zone_that_the_scheduler_chose() -> None:
    (made,) = a_round(
        claim("data"), claim("early", chosen=None), claim("x", storage_class="o")
    ).made
    assert text(made, "spec", "claimRef", "name") == "data"
    assert text(made, "spec", "capacity", "storage") == "5Gi"
    path = ("spec", "nodeAffinity", "required", "nodeSelectorTerms", 0, "matchExpressions", 0)
    assert dig(made, *path, "values") == ["eu-west-1b"]


def test_a_disk_goes_with_its_claim_and_only_its_own() -> None:
    volumes = [disk("free", "Released"), disk("used", "Bound"), disk("o", "Released", "other")]
    assert a_round(volumes=volumes).gone == [f"{VOLUMES}/free"]
