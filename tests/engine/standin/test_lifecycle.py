import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest

from engine.standin.api import ApiError, Cluster
from engine.standin.lifecycle import Operations
from engine.standin.objects import Kind
from engine.standin.shape import JsonObject
from engine.standin.wait.loop import StillThereError
from engine.standin.wire import Properties

CONFIG_MAP = Kind("", "v1", "ConfigMap")
GONE = ApiError(404, {"message": "not found"})


def played(*answers: JsonObject | ApiError) -> Operations:
    """Operations on an API server that gives these answers to `get`, one after the other."""
    left: Iterator[JsonObject | ApiError] = iter(answers)

    class Played:
        def get(self, *_: object) -> JsonObject:
            answer = next(left)
            if isinstance(answer, ApiError):
                raise answer
            return answer

    cancelled = threading.Event()
    return Operations(cast("Cluster", Played()), CONFIG_MAP, cancelled, lambda _: None)


def config_map(**metadata: str) -> JsonObject:
    about: Any = {"name": "a", "namespace": "b", "uid": "1", **metadata}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": about}


def read(operations: Operations) -> str:
    known = Properties({"metadata": {"name": "a", "namespace": "b"}})
    return operations.read("b/a", Properties({}), known)[0]


def test_an_object_that_is_there_is_read() -> None:
    assert read(played(config_map())) == "b/a"


def test_an_object_that_is_not_there_is_gone() -> None:
    assert read(played(GONE)) == ""


def test_an_object_on_its_way_out_is_waited_for_and_then_gone() -> None:
    leaving = config_map(deletionTimestamp="2026-01-01T00:00:00Z")
    assert read(played(leaving, leaving, GONE)) == ""


def test_an_object_that_does_not_go_is_said_to_be_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.standin.lifecycle.SECONDS_TO_GO", 0.0)
    leaving = config_map(deletionTimestamp="2026-01-01T00:00:00Z")
    with pytest.raises(StillThereError):
        read(played(leaving, leaving))
