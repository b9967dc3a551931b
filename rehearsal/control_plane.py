"""The real control plane behind a simulated cloud's Kubernetes service, with simulated nodes."""

import base64
import contextlib
import json
import threading
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.embedded import kubeconfig, kwok, startup
from engine.embedded.api import Api
from engine.embedded.home import ClusterHome
from engine.embedded.pools import Pool
from engine.runner.files import write_private
from engine.standin.api import Cluster
from engine.standin.shape import JsonObject, as_object, child, text

_LOCAL_CLASS = "/apis/storage.k8s.io/v1/storageclasses/standard"
"""An embedded cluster has it by default; a cloud's cluster has none but its own."""


@dataclass
class ControlPlane:
    """An embedded cluster whose pools come and go with a cloud's node groups."""

    home: ClusterHome
    credential: Path
    """The file with what the exec plugin of a kubeconfig is to answer; holds a key."""
    _groups: dict[str, tuple[Pool, ...]] = field(default_factory=dict[str, tuple[Pool, ...]])
    _cluster: Cluster | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> tuple[str, str]:
        """Start it without a node; its address and its certificate authority in base64."""
        with self._lock:
            kwok.ensure(self.home, (), "none")
            write_private(self.credential, self._exec_credential().encode())
        with self.api() as api:
            api.delete(_LOCAL_CLASS)
        cluster = self._entry("clusters", "cluster")
        return text(cluster, "server"), text(cluster, "certificate-authority-data")

    def set_group(self, name: str, pools: Sequence[Pool]) -> None:
        """Give it the nodes of a node group; other groups stay as they are."""
        with self._lock:
            self._groups[name] = tuple(pools)
            self._apply()

    def drop_group(self, name: str) -> None:
        """Take the nodes of a node group away."""
        with self._lock:
            self._groups.pop(name, None)
            self._apply()

    def cluster(self) -> Cluster | None:
        """Return its API server, spoken to as its administrator; none while there is none."""
        if not self.home.finished.exists():
            return None
        if self._cluster is None:
            self._cluster = Cluster(str(self.home.kubeconfig))
        return self._cluster

    def stop(self) -> None:
        """Let it answer no more; what it holds is kept."""
        with self._lock:
            kwok.stop(self.home)

    def resume(self) -> None:
        """Let it answer again, at the same address."""
        with self._lock:
            kwok.start(self.home)
            self._cluster = None

    def pools(self) -> tuple[Pool, ...]:
        """Return the nodes of all groups."""
        with self._lock:
            return tuple(pool for pools in self._groups.values() for pool in pools)

    def remove(self) -> None:
        """Remove it with all that is in it."""
        with self._lock:
            kwok.delete(self.home)
            self._cluster = None

    @contextlib.contextmanager
    def api(self) -> Generator[Api]:
        """Open a way to its API server, as somebody who may do everything."""
        port = startup.read_ports(self.home)["kubeApiserverPort"]
        with Api(self.home.folder / "pki", port) as api:
            yield api

    def _exec_credential(self) -> str:
        user = self._entry("users", "user")
        status: Mapping[str, str] = {
            "clientCertificateData": _decoded(text(user, "client-certificate-data")),
            "clientKeyData": _decoded(text(user, "client-key-data")),
        }
        answer = {
            "apiVersion": "client.authentication.k8s.io/v1",
            "kind": "ExecCredential",
            "status": status,
        }
        return json.dumps(answer)

    def _apply(self) -> None:
        if self.home.finished.exists():
            pools = tuple(pool for pools in self._groups.values() for pool in pools)
            kwok.ensure(self.home, pools, "none")

    def _entry(self, group: str, inner: str) -> JsonObject:
        return child(as_object(kubeconfig.extract(self.home.kubeconfig)), group, 0, inner)


def _decoded(data: str) -> str:
    return base64.b64decode(data).decode()
