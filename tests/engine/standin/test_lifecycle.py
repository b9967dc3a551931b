"""What is read of an object, in every state it can be in."""

import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest

from engine.standin.api import Cluster
from engine.standin.lifecycle import Operations
from engine.standin.objects import INITIAL_VERSION, INPUTS, Kind, RefusedError
from engine.standin.shape import JsonObject
from engine.standin.wire import Properties

CONFIG_MAP = Kind("", "v1", "ConfigMap")
KNOWN = Properties({"metadata": {"name": "a", "namespace": "b"}})


def played(*answers: JsonObject | None) -> Operations:
    """Operations on an API server that gives these answers to `get`, one after the other."""
    left: Iterator[JsonObject | None] = iter(answers)

    class Played:
        def get(self, *_: object) -> JsonObject | None:
            return next(left)

    return Operations(cast("Cluster", Played()), CONFIG_MAP, threading.Event())


def config_map(**metadata: str) -> JsonObject:
    about: Any = {"name": "a", "namespace": "b", "uid": "1", **metadata}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": about}


def test_an_object_recorded_with_its_inputs_alone_gets_its_whole_state():
    identifier, outputs, inputs = played(config_map()).read("b/a", {}, KNOWN)
    assert identifier == "b/a"
    assert inputs == KNOWN
    assert outputs.value.items() >= {**config_map(), INPUTS: KNOWN.value}.items()
    assert outputs.value[INITIAL_VERSION] == "v1"


def test_an_object_that_is_not_there_is_gone():
    assert played(None).read("b/a", {}, KNOWN)[0] == ""


def test_an_object_on_its_way_out_is_waited_for_and_then_gone():
    leaving = config_map(deletionTimestamp="2026-01-01T00:00:00Z")
    assert played(leaving, leaving, None).read("b/a", {}, KNOWN)[0] == ""


def test_an_object_that_does_not_go_is_said_to_be_stuck(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.standin.lifecycle.SECONDS_TO_GO", 0.0)
    leaving = config_map(deletionTimestamp="2026-01-01T00:00:00Z")
    with pytest.raises(RefusedError, match="ConfigMap b/a is being deleted, but still there"):
        played(leaving, leaving).read("b/a", {}, KNOWN)
