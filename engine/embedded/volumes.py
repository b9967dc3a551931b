"""The folders of an embedded cluster's volumes."""

import contextlib
import re
import shutil
from pathlib import Path
from typing import Final

# Fixed in Kubernetes' host-path provisioner; the clusters of a machine share it.
# https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/hostpath/host_path.go
HOSTPATH_ROOT: Final = Path("/tmp/hostpath_pv")
_VOLUME: Final = re.compile(rb"/tmp/hostpath_pv/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def volume_folders(etcd: Path) -> tuple[Path, ...]:
    """Return the folders that etcd's files name as volumes.

    The files are searched instead of asking the API server: a cluster that cannot start any more
    must be removable too, and so must volumes whose objects are gone but were to be retained.
    """
    found: set[str] = set()
    for file in sorted(etcd.rglob("*")):
        if file.is_file() and file.suffix != ".tmp":
            found |= {match.decode() for match in _VOLUME.findall(file.read_bytes())}
    return tuple(HOSTPATH_ROOT / name for name in sorted(found))


def remove(folders: tuple[Path, ...]) -> None:
    """Remove volumes, and the folder that clusters share once it is empty."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        HOSTPATH_ROOT.rmdir()
