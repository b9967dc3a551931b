"""Readiness, kind by kind."""

import pytest

from engine.standin.objects import Kind
from engine.standin.shape import Json, JsonObject
from engine.standin.wait.judge import judge, needs_endpoints

DEPLOYMENT = Kind("apps", "v1", "Deployment")
STATEFUL_SET = Kind("apps", "v1", "StatefulSet")
DAEMON_SET = Kind("apps", "v1", "DaemonSet")
JOB = Kind("batch", "v1", "Job")
CLAIM = Kind("", "v1", "PersistentVolumeClaim")
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


ONE: JsonObject = {"replicas": 1}
LATE = when("Progressing", "False", "ProgressDeadlineExceeded", "timed out")
BALANCED: JsonObject = {"ingress": [{"ip": "10.1.2.3"}]}
CASES = [
    ("rolled out", DEPLOYMENT, live({"replicas": 2}, **replicas(2, 2, 2)), "ready", ""),
    ("scaled to zero", DEPLOYMENT, live({"replicas": 0}), "ready", ""),
    ("starting", DEPLOYMENT, live(ONE), "waiting", "0 of 1 pods updated"),
    (
        "unseen change",
        DEPLOYMENT,
        live({"replicas": 0}, observedGeneration=0),
        "waiting",
        "not seen",
    ),
    ("old pods left", DEPLOYMENT, live(ONE, **replicas(1, 1, 2)), "waiting", "1 old ones left"),
    ("too late", DEPLOYMENT, live({}, conditions=[LATE]), "failed", "deadline exceeded: timed out"),
    ("set ready", STATEFUL_SET, live(ONE, readyReplicas=1, updatedReplicas=1), "ready", ""),
    ("set starting", STATEFUL_SET, live(ONE, updatedReplicas=1), "waiting", "0 available"),
    (
        "half updated",
        STATEFUL_SET,
        live(ONE, readyReplicas=2, updatedReplicas=1, replicas=2),
        "waiting",
        "1 old ones left",
    ),
    ("no node fits", DAEMON_SET, live({}, desiredNumberScheduled=0), "ready", ""),
    ("one node missing", DAEMON_SET, live({}, desiredNumberScheduled=1), "waiting", "0 of 1 pods"),
    ("done", JOB, live({}, conditions=[when("Complete")]), "ready", ""),
    ("suspended", JOB, live({"suspend": True}), "ready", ""),
    ("running", JOB, live({}, active=1), "waiting", "1 pods active"),
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
