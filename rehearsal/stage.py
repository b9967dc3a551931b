"""Where a rehearsal takes place: its own folder, its shims, and the clouds that it meets."""

import contextlib
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from engine.embedded import kwok
from engine.embedded.home import ClusterHome
from engine.runner.files import make_private, write_private
from engine.runner.locks import only_run
from engine.runner.places import Places
from rehearsal.clouds.aws import cloud
from rehearsal.clouds.aws.names import ACCOUNT
from rehearsal.clouds.serving import VARIABLE, serving
from rehearsal.clouds.store import Store
from rehearsal.control_plane import ControlPlane
from rehearsal.kubernetes import Charts, RehearsedKubernetes

_SHIM = """\
#!/bin/sh
# Answers what the kubeconfig of a rehearsed cluster asks for, and nothing else.
case "$1 $2" in
  "eks get-token") exec cat "${0%/*}/../credential.json" ;;
  "sts get-caller-identity") echo '{"Account": "@account@"}' && exit ;;
esac
echo "aws $*: this is a rehearsal, there is no account" >&2
exit 1
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A rehearsal's own places, its simulated account and how the engine finds it."""

    places: Places
    store: Store
    bin_folder: Path
    environment: dict[str, str]


@contextlib.contextmanager
def stage(root: Path, name: str, charts: Charts) -> Generator[Stage]:
    """Set the stage for a stack's rehearsal and clear it afterwards, whatever happened.

    What a rehearsal left that was killed is removed first. Raises EngineError while another one of
    the same stack runs.
    """
    make_private(root.parent)
    with only_run(root.with_name(f"{root.name}.lock"), f"plinth rehearse {root.name}"):
        places = Places(root)
        home = ClusterHome(name, places.clusters)
        _clear(root, home)
        try:
            make_private(root)
            yield from _set(places, home, charts)
        finally:
            _clear(root, home)


def _set(places: Places, home: ClusterHome, charts: Charts) -> Generator[Stage]:
    plane = ControlPlane(home, places.root / "credential.json")
    store = cloud.simulated_aws(plane)
    shims = places.root / "shims"
    _write_shim(shims / "aws")
    packages = {
        "aws": cloud.provider(store).handlers(),
        "kubernetes": RehearsedKubernetes(charts).handlers(),
    }
    with serving(packages) as debug_providers:
        yield Stage(
            places=places,
            store=store,
            bin_folder=shims,
            environment={VARIABLE: debug_providers},
        )


def _write_shim(path: Path) -> None:
    make_private(path.parent)
    write_private(path, _SHIM.replace("@account@", ACCOUNT).encode())
    path.chmod(0o700)


def _clear(root: Path, home: ClusterHome) -> None:
    with contextlib.suppress(FileNotFoundError):
        kwok.delete(home)
    shutil.rmtree(root, ignore_errors=True)
