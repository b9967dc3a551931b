"""What a user may ask of a volume that workloads share or keep for themselves."""

from typing import Annotated, Literal

from pydantic import Field

from components.spec import (
    AbsolutePath,
    DeletionPolicy,
    DnsLabel,
    DnsName,
    Spec,
    StorageSize,
)

AccessMode = Literal["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]
"""Who may mount it at once: the pods of one node, or of many; reading, or writing as well."""


class _VolumeBase(Spec):
    namespace: DnsLabel | None = None
    """Where its claim lies; none means the stack's only namespace."""
    storage: StorageSize
    """Its size; it may grow later where the storage class permits, never shrink."""
    access_mode: AccessMode = "ReadWriteOnce"
    """Who may mount it at once."""


class ClaimVolumeSpec(_VolumeBase):
    """A volume that the cluster's storage class makes."""

    kind: Literal["claim"]
    storage_class: DnsName | None = None
    """Who makes it; none means the cluster's default class."""
    deletion: DeletionPolicy = "protect"
    """What becomes of it when it leaves the stack file or the stack goes."""


class HostPathVolumeSpec(_VolumeBase):
    """A folder of the node, as a volume of fixed size: for clusters of one node."""

    kind: Literal["host_path"]
    path: AbsolutePath
    """The folder on the node; it is made when it is not there."""
    reclaim: Literal["Retain", "Delete"] = "Retain"
    """What becomes of the content when the claim goes: it stays, or it is deleted."""


VolumeSpec = Annotated[ClaimVolumeSpec | HostPathVolumeSpec, Field(discriminator="kind")]
