"""The class of disks that an EKS cluster's claims get; pure."""

from collections.abc import Mapping
from typing import Final

import pulumi_kubernetes as k8s

from components.metadata import metadata

STORAGE_CLASS: Final = "gp3"


def storage_class(labels: Mapping[str, str]) -> k8s.storage.v1.StorageClassArgsDict:
    """Return the default class: encrypted gp3 disks, made in the zone of the pod that wants one."""
    return {
        "metadata": metadata(
            STORAGE_CLASS,
            None,
            labels,
            {"storageclass.kubernetes.io/is-default-class": "true"},
        ),
        "provisioner": "ebs.csi.aws.com",
        "parameters": {"type": "gp3", "encrypted": "true", "csi.storage.k8s.io/fstype": "ext4"},
        "reclaim_policy": "Delete",
        "volume_binding_mode": "WaitForFirstConsumer",
        "allow_volume_expansion": True,
    }
