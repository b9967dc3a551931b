"""Readiness, kind by kind."""

import pytest

from engine.standin.objects import Kind
from engine.standin.shape import Json, JsonObject, as_object
from engine.standin.wait.explain import event_lines, pod_lines
from engine.standin.wait.judge import judge, needs_endpoints
from engine.standin.wait.loop import seconds_allowed, skips, stuck

DEPLOYMENT = Kind("apps", "v1", "Deployment")
STATEFUL_SET = Kind("apps", "v1", "StatefulSet")
DAEMON_SET = Kind("apps", "v1", "DaemonSet")
JOB = Kind("batch", "v1", "Job")
CLAIM = Kind("", "v1", "PersistentVolumeClaim")
POD = Kind("", "v1", "Pod")
CRD = Kind("apiextensions.k8s.io", "v1", "CustomResourceDefinition")
SERVICE = Kind("", "v1", "Service")
INGRESS = Kind("networking.k8s.io", "v1", "Ingress")


def live(spec: JsonObject, **status: Json) -> JsonObject:
    status.setdefault("observedGeneration", 1)
    return {"metadata": {"generation": 1}, "spec": spec, "status": status}


def when(kind: str, status: str = "True", reason: str = "", message: str = "") -> JsonObject:
    return {"type": kind, "status": status, "reason": reason, "message": message}


def replicas(updated: int, available: int, total: int) -> JsonObject:
    return {"updatedReplicas": updated, "availableReplicas": available, "replicas": total}


LATE = when("Progressing", "False", "ProgressDeadlineExceeded", "timed out")
BALANCED: JsonObject = {"ingress": [{"ip": "10.1.2.3"}]}
CASES = [
    ("rolled out", DEPLOYMENT, live({"replicas": 2}, **replicas(2, 2, 2)), "ready", ""),
    ("scaled to zero", DEPLOYMENT, live({"replicas": 0}), "ready", ""),
    ("default replicas", DEPLOYMENT, live({}), "waiting", "0 of 1 replicas updated"),
    (
        "unseen change",
        DEPLOYMENT,
        live({"replicas": 0}, observedGeneration=0),
        "waiting",
        "not seen",
    ),
    ("old pods left", DEPLOYMENT, live({}, **replicas(1, 1, 2)), "waiting", "1 old ones left"),
    ("too late", DEPLOYMENT, live({}, conditions=[LATE]), "failed", "deadline exceeded: timed out"),
    (
        "pods refused",
        DEPLOYMENT,
        live({}, conditions=[when("ReplicaFailure", message="exceeded quota")]),
        "waiting",
        "exceeded quota",
    ),
    ("set ready", STATEFUL_SET, live({}, readyReplicas=1, updatedReplicas=1), "ready", ""),
    ("set starting", STATEFUL_SET, live({}, updatedReplicas=1), "waiting", "0 of 1 replicas ready"),
    (
        "set updated by hand",
        STATEFUL_SET,
        live({"updateStrategy": {"type": "OnDelete"}}, readyReplicas=1),
        "ready",
        "",
    ),
    ("no node fits", DAEMON_SET, live({}, desiredNumberScheduled=0), "ready", ""),
    ("one node missing", DAEMON_SET, live({}, desiredNumberScheduled=1), "waiting", "0 of 1 pods"),
    ("done", JOB, live({}, conditions=[when("Complete")]), "ready", ""),
    ("suspended", JOB, live({"suspend": True}), "ready", ""),
    ("running", JOB, live({}, active=1), "waiting", "1 active"),
    (
        "gave up",
        JOB,
        live({}, conditions=[when("Failed", reason="BackoffLimitExceeded")]),
        "failed",
        "BackoffLimitExceeded",
    ),
    ("bound", CLAIM, live({}, phase="Bound"), "ready", ""),
    ("unbound", CLAIM, live({}, phase="Pending"), "waiting", "the claim is Pending"),
    ("lost", CLAIM, live({}, phase="Lost"), "failed", "is gone"),
    ("pod ready", POD, live({}, conditions=[when("Ready")]), "ready", ""),
    ("pod done", POD, live({}, phase="Succeeded"), "ready", ""),
    (
        "unschedulable",
        POD,
        live({}, conditions=[when("PodScheduled", "False", "Unschedulable", "0/1 nodes")]),
        "waiting",
        "Unschedulable: 0/1 nodes",
    ),
    ("served", CRD, live({}, conditions=[when("Established")]), "ready", ""),
    ("not served", CRD, live({}), "waiting", "not served yet"),
    ("inside only", SERVICE, live({"type": "ClusterIP"}), "ready", ""),
    ("no balancer", SERVICE, live({"type": "LoadBalancer"}), "waiting", "no address"),
    ("balanced", SERVICE, live({"type": "LoadBalancer"}, loadBalancer=BALANCED), "ready", ""),
    ("no address", INGRESS, live({}), "waiting", "no address yet"),
    ("address", INGRESS, live({}, loadBalancer=BALANCED), "ready", ""),
    ("any other kind", Kind("", "v1", "ConfigMap"), {}, "ready", ""),
]


@pytest.mark.parametrize(
    ("kind", "obj", "verdict", "reason"),
    [case[1:] for case in CASES],
    ids=[f"{case[1].kind} {case[0]}" for case in CASES],
)
def test_readiness_follows_from_the_objects_own_fields(kind, obj, verdict, reason):
    judgment = judge(kind, obj)
    assert judgment.verdict == verdict
    assert reason in judgment.reason


@pytest.mark.parametrize(
    ("spec", "answer"),
    [
        ({"selector": {"app": "a"}}, True),
        ({}, False),
        ({"selector": {"app": "a"}, "clusterIP": "None"}, False),
        ({"selector": {"app": "a"}, "type": "ExternalName"}, False),
    ],
)
def test_which_services_wait_for_pods(spec, answer):
    assert needs_endpoints({"spec": spec}) is answer


def annotated(**annotations: str) -> JsonObject:
    named = {f"pulumi.com/{key}": value for key, value in annotations.items()}
    return as_object({"metadata": {"annotations": named}})


def test_a_custom_timeout_beats_the_annotation_which_beats_ten_minutes():
    assert seconds_allowed(annotated(timeoutSeconds="7"), 3) == 3
    assert seconds_allowed(annotated(timeoutSeconds="7"), 0) == 7
    assert seconds_allowed({}, 0) == 600
    assert skips(annotated(skipAwait="true"))
    assert not skips(annotated(skipAwait="false"))


def broken_pod(name: str) -> JsonObject:
    waiting: JsonObject = {"reason": "ImagePullBackOff", "message": "no such image"}
    status: JsonObject = {"containerStatuses": [{"name": "main", "state": {"waiting": waiting}}]}
    return {"metadata": {"name": name}, "status": status}


def test_pods_with_the_same_problem_share_a_line():
    assert pod_lines([broken_pod("a"), broken_pod("b")]) == [
        "pod a: container main: ImagePullBackOff no such image (and 1 more pods)"
    ]


def test_warnings_come_first_and_newest_first():
    def event(stamp: str, kind: str, reason: str) -> JsonObject:
        return {"lastTimestamp": stamp, "type": kind, "reason": reason, "message": "m"}

    events = [event("1", "Warning", "Old"), event("3", "Normal", "N"), event("2", "Warning", "New")]
    assert event_lines([*events, events[0]]) == ["event New: m", "event Old: m", "event N: m"]


def test_a_deletion_that_hangs_names_the_finalizers_and_the_way_out():
    obj: JsonObject = {
        "kind": "Widget",
        "metadata": {"name": "w", "namespace": "n", "finalizers": ["a/b"]},
    }
    message = stuck(obj, 5)
    assert message.startswith("Widget n/w is still there 5 s after its deletion began")
    assert "finalizers a/b hold it" in message
    assert message.endswith("remove them with `kubectl patch`")
