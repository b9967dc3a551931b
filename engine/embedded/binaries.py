"""The programs that an embedded cluster is made of, as found on PATH."""

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from engine.embedded.errors import ClusterError

COMPONENTS: Final = {
    "etcd": "etcd",
    "kube-apiserver": "kube-apiserver",
    "kube-controller-manager": "kube-controller-manager",
    "kube-scheduler": "kube-scheduler",
    "kwok-controller": "kwok",
}
"""The program of each component of the control plane."""

METRICS_SERVER: Final = {"metrics-server": "metrics-server"}
"""The program of the component that only clusters with autoscalers have."""

_TO_CREATE: Final = (*COMPONENTS.values(), "kwokctl", "kubectl")


def find(names: Collection[str] = _TO_CREATE) -> dict[str, Path]:
    """Return programs by name; ClusterError names those that PATH does not have."""
    found = {name: shutil.which(name) for name in names}
    if missing := sorted(name for name, path in found.items() if path is None):
        raise ClusterError(
            what=f"the embedded cluster lacks {', '.join(missing)}",
            why="none of the folders of PATH has it",
            way_out="run ./plinth up, which fetches or builds it, or put it on PATH",
        )
    return {name: Path(path).absolute() for name, path in found.items() if path is not None}


def link(folder: Path, components: Mapping[str, str] = COMPONENTS) -> None:
    """Point a cluster's binaries to today's programs, for a tool cache may have moved."""
    programs = find(components.values())
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    for component, program in components.items():
        place = folder / "bin" / component
        if place.is_symlink() and place.readlink() == programs[program]:
            continue
        place.unlink(missing_ok=True)
        place.symlink_to(programs[program])
