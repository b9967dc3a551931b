"""Typed Kubernetes objects for volumes; pure."""

import pulumi
import pulumi_kubernetes as k8s

from components.volume.spec import (
    ClaimVolumeSpec,
    EfsVolumeSpec,
    HostPathVolumeSpec,
    VolumeSpec,
)

_EFS_DRIVER = "efs.csi.aws.com"
_NO_CLASS = ""
"""Not to be confused with none at all, which means the default class."""


def claim_spec(
    spec: VolumeSpec, volume: pulumi.Input[str] | None = None
) -> k8s.core.v1.PersistentVolumeClaimSpecArgsDict:
    """Return the claim's spec; bound to the one volume that is named, if any."""
    made: k8s.core.v1.PersistentVolumeClaimSpecArgsDict = {
        "access_modes": [spec.access_mode],
        "resources": {"requests": {"storage": str(spec.storage)}},
    }
    if volume is not None:
        made["volume_name"] = volume
        made["storage_class_name"] = _NO_CLASS
    elif isinstance(spec, ClaimVolumeSpec) and spec.storage_class is not None:
        made["storage_class_name"] = spec.storage_class
    return made


def host_path_volume_spec(
    spec: HostPathVolumeSpec, claim: str, namespace: pulumi.Input[str]
) -> k8s.core.v1.PersistentVolumeSpecArgsDict:
    """Return the volume's spec, kept for one claim so that no other takes it."""
    return {
        "capacity": {"storage": str(spec.storage)},
        "access_modes": [spec.access_mode],
        "persistent_volume_reclaim_policy": spec.reclaim,
        "storage_class_name": _NO_CLASS,
        "host_path": {"path": spec.path, "type": "DirectoryOrCreate"},
        "claim_ref": {"name": claim, "namespace": namespace},
    }


def shared_volume_spec(
    spec: EfsVolumeSpec, handle: pulumi.Input[str], claim: str, namespace: pulumi.Input[str]
) -> k8s.core.v1.PersistentVolumeSpecArgsDict:
    """Return the spec of a volume that is a file system of AWS, kept for one claim."""
    return {
        "capacity": {"storage": str(spec.storage)},
        "access_modes": [spec.access_mode],
        # What becomes of the files is said of the file system; no driver is to decide it.
        "persistent_volume_reclaim_policy": "Retain",
        "storage_class_name": _NO_CLASS,
        "csi": {"driver": _EFS_DRIVER, "volume_handle": handle},
        "claim_ref": {"name": claim, "namespace": namespace},
    }
