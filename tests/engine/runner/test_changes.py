"""What a run did, from the engine's events."""

from typing import Any

import pytest
from pulumi.automation.events import EngineEvent, OpType

from engine.runner.changes import Change, Changes

URN = "urn:pulumi:dev::shop::plinth:workload:Web$kubernetes:apps/v1:Deployment::web"
KIND = "kubernetes:apps/v1:Deployment"


def step(what: str, op: str, kind: str = KIND, urn: str = URN, **more: Any) -> EngineEvent:
    metadata = {"op": op, "urn": urn, "type": kind, "provider": "", "old": None, "new": None}
    metadata |= more
    return EngineEvent.from_json({"sequence": 1, "timestamp": 1, what: {"metadata": metadata}})


def said(severity: str, message: str, *, ephemeral: bool = False) -> EngineEvent:
    content = {"severity": severity, "message": message, "color": "never", "ephemeral": ephemeral}
    return EngineEvent.from_json({"sequence": 1, "timestamp": 1, "diagnosticEvent": content})


def after(*events: EngineEvent) -> Changes:
    changes = Changes()
    for event in events:
        changes.take(event)
    return changes


def test_a_step_is_current_when_it_begins_and_done_when_it_ends():
    begun = after(step("resourcePreEvent", "create"))
    assert begun.current == Change(OpType.CREATE, KIND, "web")
    assert (begun.begun, begun.done) == (1, [])
    ended = after(step("resourcePreEvent", "create"), step("resOutputsEvent", "create"))
    assert ended.done == [Change(OpType.CREATE, KIND, "web")]


def test_a_step_that_failed_is_not_done():
    changes = after(step("resourcePreEvent", "update"), step("resOpFailedEvent", "update"))
    assert (changes.done, [c.name for c in changes.failed]) == ([], ["web"])


@pytest.mark.parametrize("op", ["same", "refresh", "read"])
def test_looking_at_a_resource_is_no_change_but_is_counted(op: str):
    changes = after(step("resourcePreEvent", op), step("resOutputsEvent", op))
    assert (changes.begun, changes.done, changes.seen) == (0, [], {URN})


def test_the_stack_itself_is_no_change():
    root = "pulumi:pulumi:Stack"
    assert after(step("resOutputsEvent", "create", kind=root)).done == []


def test_the_properties_that_differ_are_named_in_order():
    diff = {"spec.b": {"diffKind": "update", "inputDiff": True}}
    diff["spec.a"] = diff["spec.b"]
    (change,) = after(step("resOutputsEvent", "update", detailedDiff=diff)).done
    assert change.paths == ("spec.a", "spec.b")


def test_errors_and_warnings_are_kept_once_and_passing_words_are_not():
    changes = after(
        said("error", "no\n"),
        said("error", "no"),
        said("warning", "hm"),
        said("info", "so"),
        said("error", "  "),
        said("error", "passing", ephemeral=True),
    )
    assert (changes.errors, changes.warnings) == (["no"], ["hm"])


def test_steps_are_counted_by_kind():
    changes = after(*(step("resOutputsEvent", op) for op in ("create", "delete", "create")))
    assert (changes.count(OpType.CREATE), changes.count(OpType.CREATE, OpType.DELETE)) == (2, 3)


def test_a_kind_is_named_without_its_package():
    assert Change(OpType.CREATE, KIND, "web").kind == "Deployment"
