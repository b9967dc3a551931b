"""Waiting: ask again until an object is ready, or gone, or time is up, or the user interrupts."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from engine.standin.api import ApiError, Cluster
from engine.standin.objects import Kind, identity
from engine.standin.ownership import finalizers
from engine.standin.shape import JsonObject, dig, objects, text
from engine.standin.wait.explain import explanation
from engine.standin.wait.judge import READY, Judgment, judge, needs_endpoints, waiting

SKIP, TIMEOUT = "pulumi.com/skipAwait", "pulumi.com/timeoutSeconds"
DEFAULT_SECONDS = 600.0  # the real plugin's
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0
# A failure must last this long to count: controllers report an old one until they catch up.
FAILURE_SECONDS = 3.0
STORAGE_CLASS = Kind("storage.k8s.io", "v1", "StorageClass")


class NotReadyError(Exception):
    """An object exists but is not ready; `live` is its last state."""

    def __init__(self, live: JsonObject, headline: str, details: list[str]) -> None:
        self.live, self.reasons = live, [headline, *details]
        super().__init__("; ".join(self.reasons))


class StillThereError(Exception):
    """A deletion that does not come to its end."""


@dataclass(frozen=True)
class Patience:
    """How long to wait, what ends it early, and where to tell what is being waited for."""

    seconds: float
    cancelled: threading.Event
    tell: Callable[[str], None]


def seconds_allowed(obj: JsonObject, custom: float) -> float:
    """Seconds to wait: the engine's custom timeout, else the annotation, else ten minutes."""
    annotated = text(obj, "metadata", "annotations", TIMEOUT)
    if custom > 0:
        return custom
    return float(annotated) if annotated.isdecimal() else DEFAULT_SECONDS


def skips(obj: JsonObject) -> bool:
    """Whether the annotation says not to wait."""
    return text(obj, "metadata", "annotations", SKIP).lower() == "true"


def judged(cluster: Cluster, kind: Kind, live: JsonObject) -> Judgment:
    """Readiness now, with the two facts that stand in other objects."""
    verdict = READY if skips(live) else judge(kind, live)
    if (kind.group, kind.kind) == ("", "Service") and verdict is READY and not skips(live):
        return _endpoints(cluster, live)
    if kind.kind == "PersistentVolumeClaim" and verdict.verdict == "waiting":
        return READY if _waits_for_consumer(cluster, live) else verdict
    return verdict


def wait_until_ready(
    cluster: Cluster, kind: Kind, live: JsonObject, patience: Patience
) -> JsonObject:
    """The object once it is ready; raises NotReadyError with reasons when it is not in time."""
    deadline = time.monotonic() + patience.seconds
    pause, failing_since, told = FIRST_PAUSE, None, ""
    while True:
        verdict = judged(cluster, kind, live)
        if verdict.verdict == "ready":
            return live
        now = time.monotonic()
        failing_since = (failing_since or now) if verdict.verdict == "failed" else None
        if failing_since and now - failing_since >= FAILURE_SECONDS:
            raise _not_ready(cluster, live, f"failed: {verdict.reason}")
        if patience.cancelled.is_set():
            headline = f"waiting was interrupted ({verdict.reason})"
            raise NotReadyError(live, f"{_name(live)}: {headline}", [])
        if now >= deadline:
            limit = f"not ready after {patience.seconds:g} s"
            raise _not_ready(cluster, live, f"{limit}: {verdict.reason}")
        if verdict.reason != told:
            told = verdict.reason
            patience.tell(told)
        patience.cancelled.wait(min(pause, deadline - now))
        pause = min(pause * 1.5, LONGEST_PAUSE)
        live = _again(cluster, kind, live)


def wait_until_gone(
    cluster: Cluster, kind: Kind, where: tuple[str, str], patience: Patience
) -> None:
    """Returns when the object is gone or was replaced by another; raises StillThereError."""
    deadline = time.monotonic() + patience.seconds
    pause, uid = FIRST_PAUSE, ""
    while True:
        try:
            live = cluster.get(kind, *where)
        except ApiError as error:
            if error.status == 404:
                return
            raise
        uid = uid or text(live, "metadata", "uid")
        if text(live, "metadata", "uid") != uid:
            return
        if patience.cancelled.is_set():
            raise StillThereError(f"{_name(live)}: waiting for its deletion was interrupted")
        if time.monotonic() >= deadline:
            raise StillThereError(stuck(live, patience.seconds))
        patience.cancelled.wait(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)


def stuck(live: JsonObject, seconds: float) -> str:
    """Why an object that should be gone is still there, and what to do."""
    held = finalizers(live)
    lines = [f"{_name(live)} is still there {seconds:g} s after its deletion began"]
    if held:
        lines.append(
            f"finalizers {', '.join(held)} hold it: the controller that serves them must run and "
            "succeed; if it is gone for good, remove them with `kubectl patch`"
        )
    for each in objects(live, "status", "conditions"):
        if text(each, "status") == "True" and text(live, "kind") == "Namespace":
            lines.append(f"{text(each, 'type')}: {text(each, 'message')}")
    return "; ".join(lines)


def _not_ready(cluster: Cluster, live: JsonObject, headline: str) -> NotReadyError:
    return NotReadyError(live, f"{_name(live)}: {headline}", explanation(cluster, live))


def _again(cluster: Cluster, kind: Kind, live: JsonObject) -> JsonObject:
    namespace, name = text(live, "metadata", "namespace"), text(live, "metadata", "name")
    try:
        return cluster.get(kind, namespace, name)
    except ApiError as error:
        if error.status == 404:
            gone = f"{_name(live)}: was deleted by someone else while waiting for it"
            raise NotReadyError(live, gone, []) from error
        raise


def _name(live: JsonObject) -> str:
    return f"{text(live, 'kind')} {identity(live)}"


def _endpoints(cluster: Cluster, live: JsonObject) -> Judgment:
    if not needs_endpoints(live):
        return READY
    name, namespace = text(live, "metadata", "name"), text(live, "metadata", "namespace")
    slices = cluster.list(
        f"/apis/discovery.k8s.io/v1/namespaces/{namespace}/endpointslices",
        {"labelSelector": f"kubernetes.io/service-name={name}"},
    )
    for each in slices:
        for endpoint in objects(each, "endpoints"):
            # An absent condition means ready, says the EndpointSlice API.
            if dig(endpoint, "conditions", "ready") is not False:
                return READY
    return waiting("no ready pod behind it; do its selector and the pods' labels agree?")


def _waits_for_consumer(cluster: Cluster, live: JsonObject) -> bool:
    name = text(live, "spec", "storageClassName")
    if not name:
        return False
    try:
        storage = cluster.get(STORAGE_CLASS, "", name)
    except ApiError as error:
        if error.status == 404:
            return False
        raise
    return text(storage, "volumeBindingMode") == "WaitForFirstConsumer"
