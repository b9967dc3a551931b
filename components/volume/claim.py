"""Volumes that workloads share or keep for themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.volume.manifests import claim_spec, host_path_volume_spec
from components.volume.spec import ClaimVolumeSpec, HostPathVolumeSpec

if TYPE_CHECKING:
    from components.volume.efs_file_system import FileSystemWires


@dataclass(frozen=True, kw_only=True, slots=True)
class VolumeWires:
    """What a volume is plugged into."""

    namespace: pulumi.Input[str]
    labels: Mapping[str, str]
    cluster_wide_name: str
    """Name of what belongs to no namespace, unique in the whole cluster."""
    cloud: "FileSystemWires | None" = None
    """None for a cluster that lies in no cloud."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimArgs:
    """A volume that a storage class makes."""

    spec: ClaimVolumeSpec
    wires: VolumeWires


@dataclass(frozen=True, kw_only=True, slots=True)
class HostPathArgs:
    """A folder of the node."""

    spec: HostPathVolumeSpec
    wires: VolumeWires


class Claim(pulumi.ComponentResource):
    """A persistent volume claim that the cluster's storage class answers."""

    claim: pulumi.Resource

    def __init__(
        self, name: str, args: ClaimArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:volume:Claim", name, None, opts)
        self.claim = k8s.core.v1.PersistentVolumeClaim(
            name,
            metadata=metadata(name, args.wires.namespace, args.wires.labels),
            spec=claim_spec(args.spec),
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=args.spec.deletion == "protect",
                retain_on_delete=args.spec.deletion == "retain",
            ),
        )
        self.register_outputs({})


class HostPath(pulumi.ComponentResource):
    """A persistent volume over a folder of the node, and the claim that is bound to it alone."""

    claim: pulumi.Resource

    def __init__(
        self, name: str, args: HostPathArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:volume:HostPath", name, None, opts)
        child, wires = pulumi.ResourceOptions(parent=self), args.wires
        volume = k8s.core.v1.PersistentVolume(
            name,
            metadata=metadata(wires.cluster_wide_name, None, wires.labels),
            spec=host_path_volume_spec(args.spec, name, wires.namespace),
            opts=child,
        )
        self.claim = k8s.core.v1.PersistentVolumeClaim(
            name,
            metadata=metadata(name, wires.namespace, wires.labels),
            spec=claim_spec(args.spec, volume.metadata["name"]),
            opts=child,
        )
        self.register_outputs({})
