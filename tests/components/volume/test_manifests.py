"""Kubernetes' form of volumes, compared as plain data."""

from components.spec import Quantity
from components.volume.manifests import claim_spec, host_path_volume_spec
from components.volume.spec import ClaimVolumeSpec, HostPathVolumeSpec

CLAIM = ClaimVolumeSpec(kind="claim", storage=Quantity("5Gi"))
FOLDER = HostPathVolumeSpec(
    kind="host_path", storage=Quantity("10Gi"), access_mode="ReadWriteMany", path="/srv/data"
)


def test_a_claim_is_answered_by_the_default_class_unless_one_is_named() -> None:
    plain = {
        "access_modes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "5Gi"}},
    }
    assert claim_spec(CLAIM) == plain
    named = CLAIM.model_copy(update={"storage_class": "fast", "access_mode": "ReadWriteOncePod"})
    assert claim_spec(named) == {
        **plain,
        "access_modes": ["ReadWriteOncePod"],
        "storage_class_name": "fast",
    }


def test_a_claim_of_a_folder_is_bound_to_its_volume_and_asks_no_class() -> None:
    assert claim_spec(FOLDER, "shop-dev-shared") == {
        "access_modes": ["ReadWriteMany"],
        "resources": {"requests": {"storage": "10Gi"}},
        "volume_name": "shop-dev-shared",
        "storage_class_name": "",
    }


def test_a_folder_is_kept_for_its_claim() -> None:
    assert host_path_volume_spec(FOLDER, "shared", "app") == {
        "capacity": {"storage": "10Gi"},
        "access_modes": ["ReadWriteMany"],
        "persistent_volume_reclaim_policy": "Retain",
        "storage_class_name": "",
        "host_path": {"path": "/srv/data", "type": "DirectoryOrCreate"},
        "claim_ref": {"name": "shared", "namespace": "app"},
    }
