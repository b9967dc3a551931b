"""The life of the metrics server of an embedded cluster, which only clusters with autoscalers have.

kwokctl does not know of it: so it can join a cluster that runs, and leave it, and both keep their
data. Whether a cluster has one is whether `home.metrics` is there.
"""

import contextlib
import time
from typing import Final

import psutil

from engine.embedded import binaries, metrics, ports, processes, startup
from engine.embedded.api import Api
from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome
from engine.embedded.metrics import Metrics

_ATTEMPTS: Final = 3
_ANSWER_SECONDS: Final = 15.0
_APPEAR_SECONDS: Final = 1.0
_POLL_SECONDS: Final = 0.05
_PORT: Final = "--secure-port="


def wanted(home: ClusterHome) -> Metrics:
    """Return whether the cluster is to have one, as it was last asked for."""
    return "served" if home.metrics.exists() else "none"


def shown(home: ClusterHome, api: Api) -> Metrics:
    """Return whether the cluster has one that its API server knows of."""
    return wanted(home) if api.has(metrics.API_SERVICE) else "none"


def prepare(home: ClusterHome) -> None:
    """Let kwok tell what pods use from its next start on, which is now if it did not before."""
    text = metrics.kwok_config()
    if home.metrics.exists() and home.metrics.read_text(encoding="utf-8") == text:
        return
    processes.stop(home.folder, "kwok-controller")  # first: with the file there it would stay
    fresh = home.metrics.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(home.metrics)


def launch(home: ClusterHome) -> int:
    """Start the metrics server unless it runs; return its port. It answers a little later."""
    if (known := _port(home)) is not None:
        return known
    taken = startup.read_ports(home)
    (port,) = ports.choose([metrics.NAME], reserved=taken.values()).values()
    kwok_port = taken["kwokControllerPort"]
    binaries.link(home.folder, binaries.METRICS_SERVER)
    processes.spawn(home.folder, metrics.component(home.folder, port, kwok_port))
    appears_by = time.monotonic() + _APPEAR_SECONDS
    while not _runs(home) and time.monotonic() < appears_by:
        time.sleep(_POLL_SECONDS)
    return port


def publish(home: ClusterHome, api: Api) -> None:
    """Wait until the metrics server answers, and let the API server pass questions on to it.

    The other way round the API server would ask in vain, and then wait before it asks again.
    Raises ClusterError with its last log lines if it does not stay up.
    """
    for path, body in metrics.objects(_answering_port(home)).items():
        api.apply(path, body)


def withdraw(home: ClusterHome, api: Api) -> None:
    """End the metrics server; interrupted anywhere, the next call goes on."""
    for path in (metrics.API_SERVICE, metrics.SERVICE):
        api.delete(path)
    processes.stop(home.folder, metrics.NAME)
    home.metrics.unlink()


def _answering_port(home: ClusterHome) -> int:
    """Return the port once it is served; another one is taken if somebody else was faster."""
    for _ in range(_ATTEMPTS):
        port = launch(home)
        answers_by = time.monotonic() + _ANSWER_SECONDS
        with Api(home.folder / "pki", port, _ANSWER_SECONDS) as server:
            while _runs(home) and time.monotonic() < answers_by:
                if not server.ready("/livez"):
                    return port
                time.sleep(_POLL_SECONDS)
        processes.stop(home.folder, metrics.NAME)
    raise ClusterError(
        what=f"the metrics server of the embedded cluster {home.name} does not answer",
        why=processes.log_tail(home.folder, [metrics.NAME]),
        way_out="mend what the lines name and run ./plinth up again; without an autoscaler on cpu "
        "or memory in the stack file the cluster needs none",
    )


def _port(home: ClusterHome) -> int | None:
    """Return the port of the one that runs, which only its command line says."""
    for process in processes.running(home.folder).get(metrics.NAME, ()):
        with contextlib.suppress(psutil.Error):
            for word in process.cmdline():
                if word.startswith(_PORT):
                    return int(word.removeprefix(_PORT))
    return None


def _runs(home: ClusterHome) -> bool:
    return metrics.NAME in processes.running(home.folder)
