"""What a user may ask of a volume that workloads share or keep for themselves."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import (
    DeletionPolicy,
    DnsLabel,
    DnsName,
    Quantity,
    Spec,
    StorageSize,
)

AccessMode = Literal["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]
"""Who may mount it at once: the pods of one node, or of many; reading, or writing as well."""


NodePath = Annotated[
    str,
    TextRule(
        rule="must be an absolute path on the node, without '.' and '..', such as /srv/data",
        pattern=r"(?!.*/\.{1,2}(?:/|$))/[^:\x00-\x1f]+",
        examples=("/srv/data",),
        longest=4096,
    ),
]
_DELETABLE: Final = "/tmp/"
"""Where Kubernetes deletes folders of its nodes, and nowhere else: pkg/volume/hostpath."""


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
    """A folder of the node, as a volume of fixed size: for clusters of one node.

    It cannot be changed: give the volume another name.
    """

    kind: Literal["host_path"]
    path: NodePath
    """The folder on the node. Kubernetes leaves its owner as it is, and makes it for root alone
    when it is not there: make it yourself, writable for the group of its workloads, as in
    install -d -g 10001 -m 2775 PATH."""
    reclaim: Literal["Retain", "Delete"] = "Retain"
    """What becomes of the folder when the claim goes: it stays, or Kubernetes deletes it, which it
    does below /tmp/ only and on the machine that its controllers run on."""

    @model_validator(mode="after")
    def _can_be_reclaimed(self) -> Self:
        if self.reclaim == "Delete" and not self.path.startswith(_DELETABLE):
            message = (
                f"must be Retain: Kubernetes deletes folders of a node below {_DELETABLE} only, not"
                f" {self.path}"
            )
            refuse([Refusal(("reclaim",), message)])
        return self


class EfsVolumeSpec(_VolumeBase):
    """A file system of AWS that pods on many nodes share, in every zone."""

    kind: Literal["efs"]
    storage: StorageSize = Quantity("1Gi")
    """The size that Kubernetes is told; the file system takes what it is given."""
    access_mode: AccessMode = "ReadWriteMany"
    """Who may mount it at once."""
    user: int = Field(default=10_001, ge=1, le=4_294_967_295)
    """The user to whom all files belong, whoever writes them."""
    group: int = Field(default=10_001, ge=1, le=4_294_967_295)
    """The group to whom all files belong."""
    infrequent_days: Literal[1, 7, 14, 30, 60, 90, 180, 270, 365] | None = 30
    """When a file that nobody reads moves to cheaper storage; null leaves it where it is."""
    backup: Literal["daily", "none"] = "daily"
    """daily: AWS Backup keeps each day for five weeks."""
    deletion: DeletionPolicy = "protect"
    """When it leaves the stack file or the stack goes: protect refuses, retain leaves it there with
    all that it needs, delete takes it along."""


VolumeSpec = Annotated[
    ClaimVolumeSpec | HostPathVolumeSpec | EfsVolumeSpec, Field(discriminator="kind")
]
