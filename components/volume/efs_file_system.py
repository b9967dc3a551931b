"""A file system that AWS runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

from components.deletion import around_data, of_data
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.network.guarded import GuardedPort, GuardedPortArgs
from components.volume.efs_policy import file_system_policy, life
from components.volume.spec import EfsVolumeSpec

_NFS: Final = 2049


@dataclass(frozen=True, kw_only=True, slots=True)
class FileSystemWires:
    """What a file system is plugged into."""

    platform: str
    """What the platform is called in the cloud."""
    vpc_id: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]
    """Where the nodes are: one a zone, each of which gets a way to the file system."""
    cluster_group_id: pulumi.Input[str]
    """The security group of nodes and pods, which alone may come in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileSystemArgs:
    """A file system and what it is plugged into."""

    spec: EfsVolumeSpec
    physical_name: str
    wires: FileSystemWires


class FileSystem(pulumi.ComponentResource):
    """An encrypted file system with a way to it in every zone, reached by the cluster alone.

    All files in it belong to one user, whoever writes them.
    """

    arn: pulumi.Output[str]
    handle: pulumi.Output[str]
    """What Kubernetes' driver calls it."""
    ready: Sequence[pulumi.Resource]
    """What must be there before anybody mounts it."""

    def __init__(
        self, name: str, args: FileSystemArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:volume:FileSystem", name, None, opts)
        child, spec, wires = pulumi.ResourceOptions(parent=self), args.spec, args.wires
        kept, called = around_data(self, spec.deletion), args.physical_name
        key = EncryptionKeyArgs(description=f"Files of {called}", deletion=spec.deletion)
        system = aws.efs.FileSystem(
            name,
            # By which AWS knows it again when an answer got lost; two cannot have the same.
            creation_token=called,
            encrypted=True,
            kms_key_id=EncryptionKey(name, key, child).arn,
            throughput_mode="elastic",
            lifecycle_policies=life(spec),
            tags={"Name": called},
            opts=of_data(self, spec.deletion),
        )
        guard = GuardedPort(
            name,
            GuardedPortArgs(
                port=_NFS,
                description=f"Files of {called}, from its cluster alone",
                vpc_id=wires.vpc_id,
                from_group_id=wires.cluster_group_id,
                physical_name=called,
                deletion=spec.deletion,
            ),
            child,
        )
        targets = [
            aws.efs.MountTarget(
                f"{name}-{number}",
                file_system_id=system.id,
                subnet_id=subnet,
                security_groups=[guard.group_id],
                opts=kept,
            )
            for number, subnet in enumerate(wires.subnet_ids)
        ]
        aws.efs.BackupPolicy(
            name,
            file_system_id=system.id,
            backup_policy={"status": "ENABLED" if spec.backup == "daily" else "DISABLED"},
            opts=kept,
        )
        closed = aws.efs.FileSystemPolicy(
            name, file_system_id=system.id, policy=system.arn.apply(file_system_policy), opts=kept
        )
        folder = aws.efs.AccessPoint(
            name,
            file_system_id=system.id,
            posix_user={"uid": spec.user, "gid": spec.group},
            root_directory={
                # A folder that is there already keeps its owner.
                "path": "/data",
                "creation_info": {
                    "owner_uid": spec.user,
                    "owner_gid": spec.group,
                    "permissions": "0770",
                },
            },
            tags={"Name": called},
            opts=kept,
        )
        self.arn, self.ready = system.arn, [*targets, closed]
        self.handle = pulumi.Output.format("{0}::{1}", system.id, folder.id)
        self.register_outputs({"arn": self.arn})
