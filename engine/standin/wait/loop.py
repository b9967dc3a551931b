"""Waiting: ask again until an object is ready, or gone, or time is up, or the user interrupts."""

import threading
import time

from engine.standin.api import Cluster
from engine.standin.objects import Kind, Place, RefusedError
from engine.standin.shape import JsonObject, dig, objects, strings, text
from engine.standin.wait.judge import READY, Judgment, judge, needs_endpoints, waiting

SKIP = "pulumi.com/skipAwait"
DEFAULT_SECONDS = 600.0  # the real plugin's
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0
# A failure must last this long to count: controllers report an old one until they catch up.
FAILURE_SECONDS = 3.0
SHOWN_EVENTS = 5


class NotReadyError(Exception):
    """An object exists but is not ready; `live` is its last state."""

    def __init__(self, live: JsonObject, why: str, *details: str) -> None:
        self.live = live
        self.reasons = [f"{_name(live)}: {why}", *details]
        super().__init__("; ".join(self.reasons))


class Patience:
    """How long to go on looking at an object, and what ends it early."""

    def __init__(self, seconds: float, cancelled: threading.Event) -> None:
        self._seconds, self._cancelled = seconds, cancelled
        self._deadline, self._pause = time.monotonic() + seconds, FIRST_PAUSE

    def pause(self) -> str:
        """Sleeps until it is time for another look; returns why there is to be none, else ""."""
        if self._cancelled.is_set():
            return "waiting was interrupted"
        left = self._deadline - time.monotonic()
        if left <= 0:
            return f"after {self._seconds:g} s"
        self._cancelled.wait(min(self._pause, left))
        self._pause = min(self._pause * 1.5, LONGEST_PAUSE)
        return ""


def skips(obj: JsonObject) -> bool:
    """Whether the annotation says not to wait."""
    return text(obj, "metadata", "annotations", SKIP).lower() == "true"


def judged(cluster: Cluster, kind: Kind, live: JsonObject) -> Judgment:
    """Readiness now; that of a Service or a claim stands in other objects."""
    if skips(live):
        return READY
    verdict = judge(kind, live)
    if (kind.group, kind.kind) == ("", "Service") and verdict == READY and needs_endpoints(live):
        return _endpoints(cluster, live)
    if (kind.group, kind.kind) == ("", "PersistentVolumeClaim") and _waits_for_pod(cluster, live):
        return READY
    return verdict


def wait_until_ready(
    cluster: Cluster, kind: Kind, live: JsonObject, patience: Patience
) -> JsonObject:
    """The object once it is ready; raises NotReadyError with reasons when it is not in time."""
    failing_since = None
    while (verdict := judged(cluster, kind, live)) != READY:
        now = time.monotonic()
        failing_since = (failing_since or now) if verdict.verdict == "failed" else None
        failed = failing_since is not None and now - failing_since >= FAILURE_SECONDS
        if end := "failed" if failed else patience.pause():
            why = f"not ready, {end}: {verdict.reason}"
            raise NotReadyError(live, why, *explanation(cluster, live))
        found = cluster.get(kind, Place.of(live))
        if found is None:
            raise NotReadyError(live, "was deleted by someone else while waiting for it")
        live = found
    return live


def wait_until_gone(cluster: Cluster, kind: Kind, place: Place, patience: Patience) -> None:
    """Returns when the object is gone or was replaced by another; raises RefusedError."""
    uid = ""
    while live := cluster.get(kind, place):
        uid = uid or text(live, "metadata", "uid")
        if text(live, "metadata", "uid") != uid:
            return
        if end := patience.pause():
            raise RefusedError(stuck(live, end))


def stuck(live: JsonObject, end: str) -> str:
    """Why an object that should be gone is still there, and what to do."""
    lines = [f"{_name(live)} is being deleted, but still there: {end}"]
    if held := ", ".join(strings(dig(live, "metadata", "finalizers"))):
        lines.append(
            f"finalizers {held} hold it: the controller that serves them must run and succeed; if "
            "it is gone for good, remove them with `kubectl patch`"
        )
    if text(live, "kind") == "Namespace":
        for each in objects(live, "status", "conditions"):
            if text(each, "status") == "True":
                lines.append(f"{text(each, 'type')}: {text(each, 'message')}")
    return "; ".join(lines)


def explanation(cluster: Cluster, live: JsonObject) -> list[str]:
    """The newest events of the object and of what its controllers made for it."""
    namespace, name = Place.of(live)
    try:
        events = cluster.list(f"/api/v1/namespaces/{namespace or 'default'}/events", {})
    except RefusedError as error:
        return [f"(no more detail: {error})"]
    return event_lines(name, events)


def event_lines(name: str, events: list[JsonObject]) -> list[str]:
    """Events of objects called `name` or `name-...`: warnings first, newest first, each once."""
    own = [e for e in events if f"{text(e, 'involvedObject', 'name')}-".startswith(f"{name}-")]
    own.sort(key=lambda event: text(event, "metadata", "creationTimestamp"), reverse=True)
    own.sort(key=lambda event: text(event, "type") != "Warning")
    lines = [f"event {text(each, 'reason')}: {text(each, 'message')}" for each in own]
    return list(dict.fromkeys(lines))[:SHOWN_EVENTS]


def _waits_for_pod(cluster: Cluster, live: JsonObject) -> bool:
    """Whether a claim is bound only once a pod wants it.

    The real plugin goes on then: https://github.com/pulumi/pulumi-kubernetes/pull/3130
    """
    if text(live, "status", "phase") != "Pending":
        return False
    classes = cluster.list("/apis/storage.k8s.io/v1/storageclasses", {})
    wanted = text(live, "spec", "storageClassName")
    return any(
        text(each, "metadata", "name") == wanted
        and text(each, "volumeBindingMode") == "WaitForFirstConsumer"
        for each in classes
    )


def _name(live: JsonObject) -> str:
    return f"{text(live, 'kind')} {Place.of(live).identifier}"


def _endpoints(cluster: Cluster, live: JsonObject) -> Judgment:
    namespace, name = Place.of(live)
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
