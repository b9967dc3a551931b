"""Where a rehearsal takes place: its own folder, its shims, and the clouds that it meets."""

import contextlib
import shutil
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.embedded import kwok
from engine.embedded.home import ClusterHome
from engine.runner.files import make_private, write_private
from engine.runner.leftovers import EngineRecord
from engine.runner.locks import only_run
from engine.runner.places import Places
from engine.runner.state import ids_in, protected
from rehearsal.clouds.aws import cloud
from rehearsal.clouds.aws.names import ACCOUNT
from rehearsal.clouds.serving import VARIABLE, serving
from rehearsal.clouds.store import Store
from rehearsal.control_plane import ControlPlane
from rehearsal.controllers import load_balancers
from rehearsal.controllers.autoscaler import ClusterAutoscaler
from rehearsal.controllers.running import running
from rehearsal.kubernetes import Charts, RehearsedKubernetes

_PACE = 0.01
"""Seconds that a simulated cloud takes for a second of the real one."""
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
    plane: ControlPlane
    bin_folder: Path
    environment: dict[str, str]

    def known(self) -> frozenset[str]:
        """Return the ids of all resources of a cloud that the engine, or a controller, manages."""
        stacks = frozenset[str]().union(*(ids_in(each) for each in self._states()))
        return stacks | load_balancers.ids(self.store)

    def protected(self) -> list[str]:
        """Return the names of what the engine refuses to delete."""
        return sorted({each.name for state in self._states() for each in protected(state)})

    def _states(self) -> Iterator[Path]:
        return self.places.stacks.glob("*/*/state/.pulumi/stacks/*/*.json")


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
        _clear(places, home)
        try:
            make_private(root)
            with _set(places, home, charts) as made:
                yield made
        finally:
            _clear(places, home)


@contextlib.contextmanager
def _set(places: Places, home: ClusterHome, charts: Charts) -> Generator[Stage]:
    plane = ControlPlane(home, places.root / "credential.json")
    store = cloud.simulated_aws(plane)
    store.pace = _PACE
    shims = places.root / "shims"
    _write_shim(shims / "aws")
    packages = {
        "aws": cloud.provider(store).handlers(),
        "kubernetes": RehearsedKubernetes(charts, store.journal).handlers(),
    }
    controllers = (
        load_balancers.for_ingresses(store).reconcile,
        load_balancers.for_services(store).reconcile,
        ClusterAutoscaler(store).reconcile,
    )
    with serving(packages) as debug_providers, running(plane, controllers):
        yield Stage(
            places=places,
            store=store,
            plane=plane,
            bin_folder=shims,
            environment={VARIABLE: debug_providers},
        )


def _write_shim(path: Path) -> None:
    make_private(path.parent)
    write_private(path, _SHIM.replace("@account@", ACCOUNT).encode())
    path.chmod(0o700)


def _clear(places: Places, home: ClusterHome) -> None:
    """End every process and remove every file of a rehearsal, this one's or a killed one's."""
    for record in places.stacks.glob("*/*/engine.json"):
        EngineRecord(record).end()
    with contextlib.suppress(FileNotFoundError):
        kwok.delete(home)
    shutil.rmtree(places.root, ignore_errors=True)
