"""A volume that pods on many nodes of a cluster in AWS share."""

from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.naming import dns_label
from components.volume.claim import VolumeWires
from components.volume.efs_file_system import FileSystem, FileSystemArgs
from components.volume.manifests import claim_spec, shared_volume_spec
from components.volume.spec import EfsVolumeSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedVolumeArgs:
    """A shared volume and what it is plugged into."""

    spec: EfsVolumeSpec
    wires: VolumeWires


class SharedVolume(pulumi.ComponentResource):
    """A file system of AWS, the volume that stands for it, and the claim bound to it alone."""

    claim: pulumi.Resource
    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: SharedVolumeArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:volume:SharedVolume", name, None, opts)
        child, wires = pulumi.ResourceOptions(parent=self), args.wires
        if wires.cloud is None:
            raise AssertionError("a volume of AWS on a cluster outside of it passed the spec")
        system = FileSystem(
            name,
            FileSystemArgs(
                spec=args.spec,
                physical_name=dns_label(wires.cloud.platform, name),
                wires=wires.cloud,
            ),
            child,
        )
        volume = k8s.core.v1.PersistentVolume(
            name,
            metadata=metadata(wires.cluster_wide_name, None, wires.labels),
            spec=shared_volume_spec(args.spec, system.handle, name, wires.namespace),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[*system.ready]),
        )
        self.claim = k8s.core.v1.PersistentVolumeClaim(
            name,
            metadata=metadata(name, wires.namespace, wires.labels),
            spec=claim_spec(args.spec, volume.metadata["name"]),
            opts=child,
        )
        self.arn = system.arn
        self.register_outputs({"arn": self.arn})
