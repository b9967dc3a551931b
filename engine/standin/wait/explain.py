"""Why something is not ready: what its pods say and the newest events, in a few lines."""

from collections import Counter

from engine.standin.api import ApiError, Cluster, UnreachableError
from engine.standin.objects import Kind
from engine.standin.shape import Json, JsonObject, child, text
from engine.standin.wait.judge import judge, pod_problems

POD = Kind("", "v1", "Pod")
SHOWN_LINES, SHOWN_EVENTS, LOOKED_AT = 5, 5, 50


def explanation(cluster: Cluster, live: JsonObject) -> list[str]:
    """Lines for the error message: grouped pod problems, then events, newest first."""
    namespace = text(live, "metadata", "namespace")
    try:
        pods = _pods(cluster, namespace, live)
        unready = [each for each in pods if judge(POD, each).verdict != "ready"]
        events = _events(cluster, namespace, live)
        if unready:
            events += _events(cluster, namespace, unready[0])
    except (ApiError, UnreachableError) as error:
        return [f"(no more detail: {error})"]
    return [*pod_lines(unready), *event_lines(events)]


def pod_lines(pods: list[JsonObject]) -> list[str]:
    """One line per distinct problem, with the number of pods that have it."""
    seen: Counter[str] = Counter()
    example: dict[str, str] = {}
    for pod in pods:
        for problem in pod_problems(pod) or [f"pod is {text(pod, 'status', 'phase')}, not ready"]:
            seen[problem] += 1
            example.setdefault(problem, text(pod, "metadata", "name"))
    return [
        f"pod {example[problem]}: {problem}" + (f" (and {count - 1} more pods)" * (count > 1))
        for problem, count in seen.most_common(SHOWN_LINES)
    ]


def event_lines(events: list[JsonObject]) -> list[str]:
    """Newest warnings first, then the newest of the rest, each message once."""
    ordered = sorted(events, key=_when, reverse=True)
    ordered.sort(key=lambda event: text(event, "type") != "Warning")
    lines = [f"event {text(each, 'reason')}: {text(each, 'message')}" for each in ordered]
    return list(dict.fromkeys(lines))[:SHOWN_EVENTS]


def _when(event: JsonObject) -> str:
    stamps = (text(event, key) for key in ("lastTimestamp", "eventTime", "firstTimestamp"))
    return next((stamp for stamp in stamps if stamp), "")


def _pods(cluster: Cluster, namespace: str, live: JsonObject) -> list[JsonObject]:
    if not namespace or text(live, "kind") == "Pod":
        return []
    selector = child(live, "spec", "selector")
    labels: Json = selector if text(live, "kind") == "Service" else selector.get("matchLabels")
    wanted = ",".join(f"{key}={value}" for key, value in child(labels).items())
    if not wanted:
        return []
    query = {"labelSelector": wanted, "limit": str(LOOKED_AT)}
    return cluster.list(f"/api/v1/namespaces/{namespace}/pods", query)


def _events(cluster: Cluster, namespace: str, live: JsonObject) -> list[JsonObject]:
    query = {"fieldSelector": f"involvedObject.uid={text(live, 'metadata', 'uid')}"}
    return cluster.list(f"/api/v1/namespaces/{namespace or 'default'}/events", query)
