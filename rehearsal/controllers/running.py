"""Simulated controllers: a thread that watches the rehearsed cluster and does what they would."""

import contextlib
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Final

from components.addons.footprint import STAND_IN
from engine.standin.api import Cluster
from engine.standin.objects import RefusedError
from engine.standin.shape import JsonObject, number, text
from rehearsal.control_plane import ControlPlane

PODS: Final = "/api/v1/pods"
_DEPLOYMENTS: Final = "/apis/apps/v1/deployments"
_LOOK_SECONDS: Final = 0.5

Reconcile = Callable[[Cluster], object]
"""Looks at the cluster once and does what there is to do."""


@contextlib.contextmanager
def running(plane: ControlPlane, controllers: Sequence[Reconcile]) -> Generator[None]:
    """Let the controllers look at the cluster again and again; raises what they did not foresee."""
    ended, failed = threading.Event(), list[Exception]()

    def watch() -> None:
        while not ended.wait(_LOOK_SECONDS):
            for reconcile in controllers:
                # The cluster is not there yet, or not any more, or something changed meanwhile.
                with contextlib.suppress(RefusedError, OSError):
                    cluster = plane.cluster()
                    if cluster is not None:
                        reconcile(cluster)

    def guarded() -> None:
        try:
            watch()
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=guarded, name="controllers", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    if failed:
        raise failed[0]


def stands_in(cluster: Cluster, chart: str) -> bool:
    """Say whether a Deployment that stands in for the chart has a pod that is ready."""
    return any(number(each, "status", "readyReplicas") for each in _deployments(cluster, chart))


def _deployments(cluster: Cluster, chart: str) -> Iterator[JsonObject]:
    for each in cluster.list(_DEPLOYMENTS, {}):
        if text(each, "metadata", "annotations", STAND_IN).startswith(f"{chart} "):
            yield each
