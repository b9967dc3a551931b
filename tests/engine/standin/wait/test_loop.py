"""Waiting, and what is said when it was in vain."""

import threading
from typing import cast

import pytest

from engine.standin.api import Cluster
from engine.standin.objects import Kind, Place
from engine.standin.shape import JsonObject
from engine.standin.wait.judge import READY
from engine.standin.wait.loop import (
    NotReadyError,
    Patience,
    event_lines,
    judged,
    skips,
    stuck,
    wait_until_gone,
    wait_until_ready,
)

JOB = Kind("batch", "v1", "Job")
FAILED: JsonObject = {"type": "Failed", "status": "True", "reason": "BackoffLimitExceeded"}


def a_job(*conditions: JsonObject, uid: str = "1") -> JsonObject:
    metadata: JsonObject = {"name": "once", "namespace": "n", "uid": uid}
    return {"kind": "Job", "metadata": metadata, "status": {"conditions": [*conditions]}}


class Played:
    """An API server that gives these answers to `get`, the last one again and again."""

    def __init__(self, *answers: JsonObject | None) -> None:
        self._answers = list(answers)

    def get(self, *_: object) -> JsonObject | None:
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def list(self, *_: object) -> list[JsonObject]:
        return []


def waited_for(*answers: JsonObject | None, cancelled: bool = False) -> JsonObject:
    stop = threading.Event()
    if cancelled:
        stop.set()
    cluster = cast("Cluster", Played(*answers))
    return wait_until_ready(cluster, JOB, a_job(), Patience(0.3, stop))


def test_what_becomes_ready_is_returned_as_it_is_then():
    done = a_job({"type": "Complete", "status": "True"})
    assert waited_for(a_job(), done) == done


@pytest.mark.parametrize(("mode", "ready"), [("WaitForFirstConsumer", True), ("Immediate", False)])
def test_a_claim_that_is_bound_once_a_pod_wants_it_is_ready_before(mode: str, ready: bool):
    claim: JsonObject = {
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": "data", "namespace": "n", "uid": "1"},
        "spec": {"storageClassName": "gp3"},
        "status": {"phase": "Pending"},
    }

    class WithClass(Played):
        def list(self, *_: object) -> list[JsonObject]:
            return [{"metadata": {"name": "gp3"}, "volumeBindingMode": mode}]

    cluster = cast("Cluster", WithClass(claim))
    verdict = judged(cluster, Kind("", "v1", "PersistentVolumeClaim"), claim)
    assert (verdict == READY) is ready


def test_time_that_is_up_is_told_with_what_was_waited_for():
    with pytest.raises(NotReadyError, match=r"Job n/once: not ready, after 0\.3 s: 0 pods active"):
        waited_for(a_job())


def test_an_interrupt_ends_the_wait():
    with pytest.raises(NotReadyError, match="waiting was interrupted"):
        waited_for(a_job(), cancelled=True)


def test_what_somebody_deletes_meanwhile_is_not_waited_for():
    with pytest.raises(NotReadyError, match="was deleted by someone else"):
        waited_for(None)


def test_a_failure_that_lasts_ends_the_wait_before_its_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.standin.wait.loop.FAILURE_SECONDS", 0.1)
    with pytest.raises(NotReadyError, match="not ready, failed: BackoffLimitExceeded"):
        waited_for(a_job(FAILED))


def test_what_was_replaced_by_another_of_its_name_is_gone():
    cluster = cast("Cluster", Played(a_job(), a_job(), a_job(uid="2")))
    wait_until_gone(cluster, JOB, Place("n", "once"), Patience(0.5, threading.Event()))


@pytest.mark.parametrize(("value", "answer"), [("true", True), ("false", False)])
def test_an_annotation_says_not_to_wait(value: str, answer: bool):
    assert skips({"metadata": {"annotations": {"pulumi.com/skipAwait": value}}}) is answer


def test_events_are_the_objects_own_warnings_first_newest_first_each_once():
    def event(stamp: str, kind: str, reason: str, name: str = "web-1") -> JsonObject:
        return {
            "metadata": {"creationTimestamp": stamp},
            "type": kind,
            "reason": reason,
            "message": "m",
            "involvedObject": {"name": name},
        }

    events = [
        event("1", "Warning", "Old", "web"),
        event("3", "Normal", "N"),
        event("2", "Warning", "New"),
        event("2", "Warning", "Other", "website"),
    ]
    assert event_lines("web", [*events, events[0]]) == [
        "event New: m",
        "event Old: m",
        "event N: m",
    ]


def test_a_deletion_that_hangs_names_the_finalizers_and_the_way_out():
    obj: JsonObject = {
        "kind": "Widget",
        "metadata": {"name": "w", "namespace": "n", "finalizers": ["a/b"]},
    }
    message = stuck(obj, "after 5 s")
    assert message.startswith("Widget n/w is being deleted, but still there: after 5 s")
    assert "finalizers a/b hold it" in message
    assert message.endswith("remove them with `kubectl patch`")
