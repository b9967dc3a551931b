"""What the tests of a real embedded cluster share."""

import contextlib
import subprocess
import sys
from collections.abc import Generator, Mapping
from typing import Any, cast

from engine.embedded import binaries, kwok, nodes, ports, processes
from engine.embedded.api import Api
from engine.embedded.home import ClusterHome
from engine.embedded.pools import Pool, Taint
from tests.engine.embedded.conftest import eventually

DEFAULT = Pool(name="default", nodes=2, cpu="0.5", memory="1024Mi")
GPU = Pool(name="gpu", labels={"disk": "ssd"}, taints=(Taint("gpu", "yes"),))
POOLS = (DEFAULT, GPU)
CONFIG_MAPS = "/api/v1/namespaces/default/configmaps"
PODS = "/api/v1/namespaces/default/pods"
CLAIMS = "/api/v1/namespaces/default/persistentvolumeclaims"
CLAIM = {
    "metadata": {"name": "data"},
    "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}},
}


def port_of(home: ClusterHome, name: str = "kubeApiserverPort") -> int:
    return ports.read(home.config.read_text())[name]


@contextlib.contextmanager
def api_of(home: ClusterHome) -> Generator[Api]:
    with Api(home.folder / "pki", port_of(home)) as api:
        yield api


def items(home: ClusterHome, path: str) -> list[Any]:
    with api_of(home) as api:
        return [*api.items(path)]


def pod(name: str, pool: str, *tolerations: Mapping[str, str]) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name},
        "spec": {
            "nodeSelector": {nodes.POOL_LABEL: pool},
            "tolerations": list(tolerations),
            "containers": [{"name": "main", "image": "nothing"}],
        },
    }


def placed(home: ClusterHome, name: str) -> tuple[str, str]:
    with api_of(home) as api:
        found = cast("Any", api.get(f"{PODS}/{name}"))
    return found["spec"].get("nodeName", ""), found["status"]["phase"]


def kill(home: ClusterHome, *names: str) -> None:
    alive = processes.running(home.folder)
    victims = [process for name in names or alive for process in alive[name]]
    assert victims
    for process in victims:
        process.kill()
    eventually(lambda: not (processes.running(home.folder).keys() & set(names or alive)), "death")


def one_of_each(home: ClusterHome) -> bool:
    alive = processes.running(home.folder)
    return {name: len(found) for name, found in alive.items()} == dict.fromkeys(
        binaries.COMPONENTS, 1
    )


def start_ensure(home: ClusterHome) -> subprocess.Popen[bytes]:
    code = (
        "import pathlib; from engine.embedded import kwok; from engine.embedded.home import *\n"
        "from engine.embedded.pools import Pool\n"
        f"home = ClusterHome({home.name!r}, pathlib.Path({str(home.root)!r}))\n"
        "kwok.ensure(home, [Pool(name='default', nodes=2, cpu='0.5', memory='1024Mi')])"
    )
    return subprocess.Popen([sys.executable, "-c", code], start_new_session=True)


def keep_something(home: ClusterHome) -> str:
    """Bring the cluster up with a ConfigMap called `kept`; return its kubeconfig."""
    kubeconfig = kwok.ensure(home, POOLS)
    if not is_kept(home):
        with api_of(home) as api:
            api.create(CONFIG_MAPS, {"metadata": {"name": "kept"}})
    return kubeconfig


def is_kept(home: ClusterHome) -> bool:
    """Whether the ConfigMap called `kept` is there."""
    return any(item["metadata"]["name"] == "kept" for item in items(home, CONFIG_MAPS))
