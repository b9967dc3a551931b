"""The Kubernetes provider of a rehearsal: the stand-in, and what stands in for Helm releases."""

import threading
from collections.abc import Iterator, Mapping
from typing import Protocol

from google.protobuf import empty_pb2, struct_pb2
from google.protobuf.message import Message
from pulumi.runtime.proto import provider_pb2

from components.addons.footprint import Footprint
from engine.standin.objects import Place, RefusedError, kind_of, kind_of_object
from engine.standin.provider import NONE, SOME, Provider
from engine.standin.shape import JsonObject, as_object, text
from engine.standin.wire import Properties, decode, encode
from rehearsal.journal import Journal
from rehearsal.teardown import RELEASE

_RELEASE = "kubernetes:helm.sh/v3:Release"
_LONGEST_SECONDS = 60.0
_DEPLOYED: JsonObject = {"status": "deployed"}

Charts = Mapping[str, Footprint]
"""What stands in for each chart, by its name."""


class _Timed(Protocol):
    timeout: float


class RehearsedKubernetes(Provider):
    """Serves package `kubernetes`; a release makes what stands in for its chart."""

    def __init__(self, charts: Charts, journal: Journal) -> None:
        super().__init__()
        self._charts = charts
        self._journal = journal

    def configure(self, request: provider_pb2.ConfigureRequest) -> provider_pb2.ConfigureResponse:
        """A new run: that an earlier one is over, which each engine says, is no reason to stop."""
        self._cancelled = threading.Event()
        return super().configure(request)

    def check(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """The inputs of a release as they come."""
        if not _is_release(request.urn):
            return super().check(request)
        return provider_pb2.CheckResponse(inputs=request.news)

    def diff(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """A release is updated unless it is another one."""
        if not _is_release(request.urn):
            return super().diff(request)
        old, new = decode(request.old_inputs).value, decode(request.news).value
        changed = sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
        return provider_pb2.DiffResponse(
            changes=SOME if changed else NONE,
            diffs=changed,
            replaces=[key for key in changed if key in ("name", "namespace")],
        )

    def create(self, request: provider_pb2.CreateRequest) -> provider_pb2.CreateResponse:
        """Makes the objects of a chart, in order, and waits for each."""
        _shorten(request)
        if not _is_release(request.urn):
            return super().create(request)
        inputs = decode(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(properties=request.properties)
        for each in self._objects(inputs.value):
            self.operations(kind_of_object(each)).create(Properties(each), request.timeout)
        return provider_pb2.CreateResponse(id=_identifier(inputs.value), properties=_state(inputs))

    def read(self, request: provider_pb2.ReadRequest) -> provider_pb2.ReadResponse:
        """A release is there as long as all objects of its chart are."""
        if not _is_release(request.urn):
            return super().read(request)
        for each in self._objects(decode(request.inputs).value):
            operations = self.operations(kind_of_object(each))
            if operations.cluster.get(operations.kind, Place.of(each)) is None:
                return provider_pb2.ReadResponse()
        return provider_pb2.ReadResponse(
            id=request.id, properties=request.properties, inputs=request.inputs
        )

    def update(self, request: provider_pb2.UpdateRequest) -> provider_pb2.UpdateResponse:
        """Notes the new values: what stands in for a chart depends on none."""
        _shorten(request)
        if not _is_release(request.urn):
            return super().update(request)
        return provider_pb2.UpdateResponse(properties=_state(decode(request.news)))

    def delete(self, request: provider_pb2.DeleteRequest) -> Message:
        """Deletes the objects of a chart, the last one first; definitions of kinds stay."""
        _shorten(request)
        token = _journalled(request)
        self._journal.write("delete", token, request.id)
        answer = self._deleted(request)
        self._journal.write("deleted", token, request.id)
        return answer

    def _deleted(self, request: provider_pb2.DeleteRequest) -> Message:
        if not _is_release(request.urn):
            return super().delete(request)
        for each in reversed([*self._objects(decode(request.properties).value)]):
            operations = self.operations(kind_of_object(each))
            operations.delete(Place.of(each).identifier, {}, request.timeout)
        return empty_pb2.Empty()

    def _objects(self, inputs: JsonObject) -> Iterator[JsonObject]:
        name = text(inputs, "chart")
        if name not in self._charts:
            raise RefusedError(f"the rehearsal has nothing that stands in for the chart {name}")
        # A Service is ready once there are pods behind it, so here the pods come first.
        objects = (as_object(each) for each in self._charts[name].objects)
        return iter(sorted(objects, key=lambda each: text(each, "kind") == "Service"))


def _shorten(request: _Timed) -> None:
    """Nothing that is simulated takes long: what is not there after this never comes."""
    request.timeout = min(request.timeout or _LONGEST_SECONDS, _LONGEST_SECONDS)


def _journalled(request: provider_pb2.DeleteRequest) -> str:
    if _is_release(request.urn):
        return f"{RELEASE}{text(decode(request.properties).value, 'chart')}"
    return kind_of(request.urn).kind


def _is_release(urn: str) -> bool:
    return urn.split("::")[2].rpartition("$")[2] == _RELEASE


def _identifier(inputs: JsonObject) -> str:
    return f"{text(inputs, 'namespace')}/{text(inputs, 'name')}"


def _state(inputs: Properties) -> struct_pb2.Struct:
    return encode(Properties({**inputs.value, "status": _DEPLOYED}, inputs.secrets))
