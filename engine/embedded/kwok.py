"""The embedded cluster's life: a real control plane on this machine, with simulated nodes.

Nothing here trusts a pid file or a lock of kwokctl's: processes are known by what they run, the
API server is asked, and one lock per cluster (`home.locked`) covers every change.
"""

import contextlib
import shutil
import subprocess
import time
from collections.abc import Generator, Sequence, Set
from dataclasses import dataclass
from typing import Final, TypeAlias

from engine.embedded import (
    binaries,
    creation,
    kubeconfig,
    metrics_server,
    processes,
    startup,
    volumes,
)
from engine.embedded.api import Api
from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome, locked
from engine.embedded.metrics import Metrics
from engine.embedded.nodes import (
    is_schedulable,
    live_pools,
    metadata_patch,
    name_of,
    node,
    node_names,
    part,
    pool_of,
    status_patch,
)
from engine.embedded.pools import JsonObject, Pool

_READY_SECONDS: Final = 2.0
_NODE_SECONDS: Final = 30.0
_POLL_SECONDS: Final = 0.1
_NODES: Final = "/api/v1/nodes"


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no such cluster."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The cluster is there and none of its processes runs."""


@dataclass(frozen=True, slots=True)
class Running:
    """All processes run and the API server calls itself ready."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Something is missing; `ensure` repairs it."""

    reason: str


State: TypeAlias = Absent | Stopped | Running | Broken


def state(home: ClusterHome) -> State:
    """Return what the cluster is doing, by looking at its processes and asking its API server."""
    if not home.config.exists():
        return Absent()
    if not home.finished.exists():
        return Broken("its creation was interrupted")
    alive = processes.running(home.folder)
    if not alive:
        return Stopped()
    extra = binaries.METRICS_SERVER if metrics_server.wanted(home) == "served" else {}
    if missing := sorted({*binaries.COMPONENTS, *extra} - set(alive)):
        return Broken(f"{', '.join(missing)} not running")
    try:
        with _api(home, _READY_SECONDS) as api:
            answer = api.ready()
    except (OSError, ClusterError) as error:  # a certificate or a note is gone
        return Broken(str(error))
    return Broken(f"the API server is not ready: {answer}") if answer else Running()


def ensure(home: ClusterHome, pools: Sequence[Pool], metrics: Metrics = "none") -> str:
    """Make the cluster run like this, whatever is there now; return its kubeconfig.

    Creates, adopts, repairs or starts it; ClusterError when that fails, and then a cluster that
    was to be created is gone again.
    """
    with locked(home), _clear_errors(home):
        _bring_up(home, metrics)
        _apply(home, pools)
        _settle_metrics(home, metrics)
        return home.kubeconfig.read_text(encoding="utf-8")


def start(home: ClusterHome) -> str:
    """Start or repair a cluster that exists, as it was last asked for; return its kubeconfig.

    ClusterError if there is none, or if its creation was never finished.
    """
    with locked(home), _clear_errors(home):
        if not home.finished.exists():
            raise ClusterError(
                what=f"there is no embedded cluster {home.name}",
                why=f"{home.folder} does not hold one",
                way_out="run ./plinth up, which creates it",
            )
        metrics = metrics_server.wanted(home)
        _bring_up(home, metrics)
        _settle_metrics(home, metrics)
        return home.kubeconfig.read_text(encoding="utf-8")


def stop(home: ClusterHome) -> None:
    """End the cluster's processes and keep its data."""
    with locked(home):
        _end_processes(home)


def delete(home: ClusterHome) -> None:
    """Remove the cluster: processes, volumes, folders. No cluster is no error."""
    with locked(home):
        _remove(home)


def apply_pools(home: ClusterHome, pools: Sequence[Pool]) -> None:
    """Make the simulated nodes those of the pools; surplus nodes are deleted, not drained."""
    with locked(home):
        _apply(home, pools)


def read_pools(home: ClusterHome, wanted: Sequence[Pool]) -> tuple[Pool, ...]:
    """Return the pools as the nodes show them; see `nodes.live_pools`."""
    with _api(home) as api:
        return live_pools(api.items(_NODES), wanted)


def read_metrics(home: ClusterHome) -> Metrics:
    """Return whether the cluster tells autoscalers what its pods use."""
    with _api(home) as api:
        return metrics_server.shown(home, api)


def _api(home: ClusterHome, timeout: float = 20.0) -> Api:
    port = startup.read_ports(home)["kubeApiserverPort"]
    return Api(home.folder / "pki", port, timeout)


@contextlib.contextmanager
def _clear_errors(home: ClusterHome) -> Generator[None]:
    """Turn what the machine refuses (a full disk, a lost file) into an error with a way out."""
    try:
        yield
    except (OSError, subprocess.SubprocessError) as error:
        raise ClusterError(
            what=f"the embedded cluster {home.name} cannot be brought up",
            why=str(error),
            way_out="mend that and run the command again; if a file of the cluster is lost, "
            "./plinth destroy removes it and ./plinth up makes a new one",
        ) from error


def _bring_up(home: ClusterHome, metrics: Metrics) -> None:
    if home.finished.exists() and home.config.exists():
        _start(home, metrics)
        return
    _remove(home)  # what an interrupted creation left: nobody ever used it
    try:
        creation.create(home)
        _start(home, metrics)
        with _api(home) as api:
            api.create("/apis/storage.k8s.io/v1/storageclasses", _STORAGE_CLASS)
        home.kwokctl_log.replace(home.logs / "kwokctl.log")
        home.request.unlink()
        home.finished.touch()
    except BaseException:
        _remove(home)
        raise


def _start(home: ClusterHome, metrics: Metrics) -> None:
    if metrics == "served":
        metrics_server.prepare(home)
    startup.start(home)
    if metrics == "served":
        metrics_server.launch(home)  # it gets ready while the nodes are made
    _write_kubeconfig(home)


def _settle_metrics(home: ClusterHome, metrics: Metrics) -> None:
    if metrics == metrics_server.wanted(home) == "none":
        return
    with _api(home) as api:
        if metrics == "served":
            metrics_server.publish(home, api)
        else:
            metrics_server.withdraw(home, api)


def _write_kubeconfig(home: ClusterHome) -> None:
    text = kubeconfig.as_text(kubeconfig.extract(home.folder / "kubeconfig.yaml"))
    fresh = home.kubeconfig.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(home.kubeconfig)


def _apply(home: ClusterHome, pools: Sequence[Pool]) -> None:
    with _api(home) as api:
        live = {name_of(item): item for item in api.items(_NODES) if pool_of(item)}
        wanted = {
            name: node(pool, index) for pool in pools for index, name in enumerate(node_names(pool))
        }
        for name in live.keys() - wanted.keys():
            _remove_node(api, name)
        for name, body in wanted.items():
            if name in live:
                _update(api, live[name], body)
            else:
                api.create(_NODES, body)
        _wait_for_nodes(home, api, wanted.keys() - live.keys())


def _wait_for_nodes(home: ClusterHome, api: Api, names: Set[str]) -> None:
    """Return once new nodes take pods, for otherwise the first one gets all that are waiting."""
    deadline = time.monotonic() + _NODE_SECONDS
    while names:
        ready = {name_of(item) for item in api.items(_NODES) if is_schedulable(item)}
        names = names - ready
        if names and time.monotonic() > deadline:
            raise ClusterError(
                what=f"the simulated nodes {', '.join(sorted(names))} do not become ready",
                why=processes.log_tail(home.folder, ["kwok-controller"]),
                way_out="run ./plinth up again; if it stays so, ./plinth destroy and up",
            )
        time.sleep(_POLL_SECONDS if names else 0)


def _update(api: Api, live: JsonObject, wanted: JsonObject) -> None:
    path = f"{_NODES}/{name_of(live)}"
    api.patch(path, metadata_patch(live, wanted))
    api.patch(f"{path}/status", status_patch(live, wanted))


def _remove_node(api: Api, name: str) -> None:
    """Delete a node and what ran on it; by itself Kubernetes waits over a minute with the pods."""
    api.delete(f"{_NODES}/{name}")
    for pod in api.items(f"/api/v1/pods?fieldSelector=spec.nodeName%3D{name}"):
        namespace = part(pod, "metadata")["namespace"]
        api.delete(f"/api/v1/namespaces/{namespace}/pods/{name_of(pod)}?gracePeriodSeconds=0")


def _end_processes(home: ClusterHome) -> None:
    processes.stop_creators(home.request)
    processes.stop_all(home.folder)


def _remove(home: ClusterHome) -> None:
    _end_processes(home)
    volumes.remove(volumes.volume_folders(home.folder / "etcd"))
    home.finished.unlink(missing_ok=True)  # first, so that an interrupted removal is continued
    try:
        if home.folder.exists():
            shutil.rmtree(home.folder)
    except OSError as error:
        raise ClusterError(
            what=f"the folder of the embedded cluster {home.name} could not be removed",
            why=f"{error.filename}: {error.strerror or error}",
            way_out=f"remove {home.folder} yourself; none of its processes runs any more",
        ) from error
    for file in (home.request, home.kwokctl_log):
        file.unlink(missing_ok=True)
    for folder in (home.folder.parent, home.root / "cache"):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


_STORAGE_CLASS: Final[JsonObject] = {
    "apiVersion": "storage.k8s.io/v1",
    "kind": "StorageClass",
    "metadata": {
        "name": "standard",
        "annotations": {"storageclass.kubernetes.io/is-default-class": "true"},
    },
    "provisioner": "kubernetes.io/host-path",
    "reclaimPolicy": "Delete",
    "volumeBindingMode": "Immediate",
}
