"""The recording engine: answers the Pulumi SDK in this process and writes down what it asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn, TypeAlias

from google.protobuf import empty_pb2
from pulumi.runtime.mocks import MockCallArgs, MockMonitor, MockResourceArgs, Mocks
from pulumi.runtime.proto import engine_pb2, resource_pb2

from tests.recording.names import STACK_TYPE, alias_urn, make_urn, physical_id, physical_names
from tests.recording.record import Plan, Recorded
from tests.recording.wire import Wire, as_secret, from_struct, to_value

Answer: TypeAlias = Callable[[Mapping[str, Wire]], Mapping[str, Wire]]
"""Outputs of one resource type from its inputs; they lie over the echoed inputs, `id` is the id."""

PICKLED_PROVIDER = "__provider"


class DuplicateUrnError(Exception):
    """Two resources of one program claim the same identity."""


class ProviderCallError(Exception):
    """The program asked a provider, so its result would depend on more than the spec."""


class UnsupportedError(Exception):
    """The program used something of the engine that this engine would silently leave out."""


@dataclass
class Recording:
    """What one run has registered so far."""

    stack: str
    project: str
    answers: Mapping[str, Answer]
    resources: dict[str, Recorded] = field(default_factory=dict[str, Recorded])
    stack_outputs: dict[str, Wire] = field(default_factory=dict[str, Wire])
    messages: list[str] = field(default_factory=list[str])

    def plan(self) -> Plan:
        """The finished run; registration order is not stable, so it is sorted."""
        ordered = tuple(self.resources[urn] for urn in sorted(self.resources))
        return Plan(self.stack, self.project, ordered, self.stack_outputs, tuple(self.messages))


class RecordingMonitor(MockMonitor):
    """Registers resources the way the real engine names them; refuses everything impure."""

    def __init__(self, recording: Recording) -> None:
        super().__init__(_NoMocks())
        self._recording = recording

    def RegisterResource(  # noqa: N802 named by the protocol
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """Record one resource and answer with its inputs as outputs."""
        recording = self._recording
        urn = make_urn(
            recording.stack, recording.project, request.parent, request.type, request.name
        )
        if request.type == STACK_TYPE:
            return resource_pb2.RegisterResourceResponse(urn=urn)
        _refuse_unsupported(request, urn)
        if urn in recording.resources:
            raise DuplicateUrnError(_duplicate_message(urn))
        recorded = _recorded(request, urn, recording.resources.get(request.parent))
        if not request.custom:
            recording.resources[urn] = recorded
            return resource_pb2.RegisterResourceResponse(urn=urn, object=request.object)
        answer = recording.answers.get(request.type)
        outputs = {
            **physical_names(request.type, request.name),
            **(answer(recorded.inputs) if answer else {}),
        }
        answered_id = outputs.pop("id", None)
        given = request.importId or physical_id(request.type, request.name, recorded.inputs)
        physical = str(answered_id or given)
        recording.resources[urn] = replace(recorded, id=physical)
        response = resource_pb2.RegisterResourceResponse(urn=urn, id=physical)
        _fill_outputs(response, request, outputs)
        return response

    def RegisterResourceOutputs(  # noqa: N802 named by the protocol
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Record what a component or the stack hands out."""
        outputs = from_struct(request.outputs)
        component = self._recording.resources.get(request.urn)
        if component is None:
            self._recording.stack_outputs.update(outputs)
        else:
            self._recording.resources[request.urn] = replace(component, outputs=outputs)
        return empty_pb2.Empty()

    def Invoke(self, request: resource_pb2.ResourceInvokeRequest) -> NoReturn:  # noqa: N802
        """Refuse a look-up."""
        raise ProviderCallError(_call_message(f"called the function {request.tok}"))

    def Call(self, request: resource_pb2.ResourceCallRequest) -> NoReturn:  # noqa: N802
        """Refuse a method of a remote component."""
        raise ProviderCallError(_call_message(f"called the method {request.tok}"))

    def ReadResource(self, request: resource_pb2.ReadResourceRequest) -> NoReturn:  # noqa: N802
        """Refuse to read what this program did not make."""
        what = f"read {request.type} {request.name!r} (id {request.id!r})"
        raise ProviderCallError(_call_message(what))

    def RegisterStackTransform(self, request: object) -> NoReturn:  # noqa: N802
        """Refuse a transform on the whole stack."""
        raise UnsupportedError(_transform_message(f"the stack ({type(request).__name__})"))


class RecordingEngine:
    """The log sink of the recording engine."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording

    def Log(self, request: engine_pb2.LogRequest) -> None:  # noqa: N802 named by the protocol
        """Keep warnings and errors for the test to look at."""
        if request.severity in (engine_pb2.WARNING, engine_pb2.ERROR):
            self._recording.messages.append(request.message)


class _NoMocks(Mocks):
    """The stock monitor wants mocks; nothing that reaches them is overridden away from here."""

    def call(self, args: MockCallArgs) -> NoReturn:
        raise ProviderCallError(_call_message(f"called the function {args.token}"))

    def new_resource(self, args: MockResourceArgs) -> NoReturn:
        raise AssertionError(f"the stock monitor was asked for {args.typ} {args.name!r}")


def _recorded(
    request: resource_pb2.RegisterResourceRequest, urn: str, parent: Recorded | None
) -> Recorded:
    inputs = {k: v for k, v in from_struct(request.object).items() if k != PICKLED_PROVIDER}
    timeouts = request.customTimeouts
    times = {step: getattr(timeouts, step) for step in ("create", "update", "delete")}
    former = sorted({alias_urn(alias, urn, request.parent) for alias in request.aliases})
    # Measured on the real engine (3.259): these two pass from a component to all below it.
    retain = request.retainOnDelete or (
        parent is not None and parent.retain_on_delete and not request.HasField("retainOnDelete")
    )
    deleted_with = request.deletedWith or (parent and parent.deleted_with)
    return Recorded(
        urn=urn,
        type=request.type,
        name=request.name,
        id=None,
        parent_urn=request.parent if parent else None,
        custom=request.custom,
        inputs=inputs,
        provider=request.provider.rpartition("::")[0] or None,
        protect=request.protect,
        ignore_changes=tuple(request.ignoreChanges),
        aliases=tuple(former),
        depends_on=tuple(sorted(request.dependencies)),
        property_dependencies={
            key: tuple(sorted(from_.urns))
            for key, from_ in sorted(request.propertyDependencies.items())
            if from_.urns
        },
        additional_secret_outputs=tuple(sorted(request.additionalSecretOutputs)),
        retain_on_delete=retain,
        deleted_with=deleted_with or None,
        delete_before_replace=(
            request.deleteBeforeReplace if request.deleteBeforeReplaceDefined else None
        ),
        custom_timeouts={step: time for step, time in times.items() if time},
        outputs=None,
    )


def _fill_outputs(
    response: resource_pb2.RegisterResourceResponse,
    request: resource_pb2.RegisterResourceRequest,
    answered: Mapping[str, Wire],
) -> None:
    fields = response.object.fields
    for key, value in request.object.fields.items():
        fields[key].CopyFrom(value)
    for key, value in answered.items():
        fields[key].CopyFrom(to_value(value))
    for key in request.additionalSecretOutputs:
        if key in fields:
            fields[key].CopyFrom(as_secret(fields[key]))


def _refuse_unsupported(request: resource_pb2.RegisterResourceRequest, urn: str) -> None:
    if request.transforms:
        raise UnsupportedError(_transform_message(urn))
    if request.remote:
        raise UnsupportedError(
            f"{urn} is a remote component: its children are made by a plugin, so no plan test"
            " can see them; build it from raw resources"
        )


def _duplicate_message(urn: str) -> str:
    return (
        f"duplicate URN {urn}: a URN holds the types of all parents but only the resource's own"
        " name, so two instances of a component collide when their children have fixed names;"
        " derive the child's name from the component's name"
    )


def _call_message(what: str) -> str:
    return (
        f"the program {what}: it must be a pure function of the spec, without look-ups;"
        " pass the value in through the spec or from another component"
    )


def _transform_message(where: str) -> str:
    return (
        f"a transform on {where} is not run by the recording engine, so the plan would lie;"
        " use `transformations`, which run inside the program"
    )
