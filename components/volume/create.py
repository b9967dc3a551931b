"""The one place that looks at the kind of volume."""

from typing import assert_never

import pulumi

from components.volume.claim import Claim, ClaimArgs, HostPath, HostPathArgs, VolumeWires
from components.volume.contract import Volume
from components.volume.spec import (
    ClaimVolumeSpec,
    EfsVolumeSpec,
    HostPathVolumeSpec,
    VolumeSpec,
)


def create_volume(
    name: str, spec: VolumeSpec, wires: VolumeWires, opts: pulumi.ResourceOptions | None = None
) -> Volume:
    """Return the volume that the spec asks for."""
    match spec:
        case ClaimVolumeSpec():
            return Claim(name, ClaimArgs(spec=spec, wires=wires), opts)
        case HostPathVolumeSpec():
            return HostPath(name, HostPathArgs(spec=spec, wires=wires), opts)
        case EfsVolumeSpec():
            # Here and not above: a local run needs no cloud's library.
            from components.volume.efs import SharedVolume, SharedVolumeArgs

            return SharedVolume(name, SharedVolumeArgs(spec=spec, wires=wires), opts)
        case _:
            assert_never(spec)
