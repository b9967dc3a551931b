"""A simulated cloud as the engine sees it: Pulumi's resource provider protocol."""

import time
from collections.abc import Callable
from typing import Final

import grpc
from google.protobuf import empty_pb2, struct_pb2
from google.protobuf.message import Message
from pulumi.runtime.proto import plugin_pb2, provider_pb2

from engine.standin.objects import RefusedError
from engine.standin.serving import ConnectionLostError, handler
from engine.standin.shape import Json, JsonObject
from engine.standin.wire import UNKNOWN, Properties, decode, encode
from rehearsal.clouds.model import Live, Model
from rehearsal.clouds.paths import with_old_at, with_unknown_at
from rehearsal.clouds.store import Store
from rehearsal.clouds.trouble import AnswerLostError, ThrottledError

WHO = "the simulated cloud"
_SERVICE = "pulumirpc.ResourceProvider"
_SOME, _NONE = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
_ATTEMPTS: Final = 25
"""How often the real AWS provider asks before it gives up; its pauses are scaled down here."""
_PAUSE_SECONDS: Final = 0.02
_SUFFIX = 7
"""How many characters the real providers add to a name that they make up."""


class CloudProvider:
    """Serves one package from a store."""

    def __init__(self, store: Store, version: str) -> None:
        self._store = store
        self._version = version

    def handlers(self) -> grpc.GenericRpcHandler:
        """The gRPC service."""
        methods: dict[str, tuple[Callable[..., Message], type[Message]]] = {
            "GetPluginInfo": (self.plugin_info, empty_pb2.Empty),
            "Attach": (_attached, plugin_pb2.PluginAttach),
            "CheckConfig": (self.check_config, provider_pb2.CheckRequest),
            "DiffConfig": (self.diff_config, provider_pb2.DiffRequest),
            "Configure": (self.configure, provider_pb2.ConfigureRequest),
            "Check": (self.check, provider_pb2.CheckRequest),
            "Diff": (self.diff, provider_pb2.DiffRequest),
            "Create": (self.create, provider_pb2.CreateRequest),
            "Read": (self.read, provider_pb2.ReadRequest),
            "Update": (self.update, provider_pb2.UpdateRequest),
            "Delete": (self.delete, provider_pb2.DeleteRequest),
            "Invoke": (self.invoke, provider_pb2.InvokeRequest),
            "Cancel": (_attached, empty_pb2.Empty),
        }
        served = {name: handler(*described, WHO) for name, described in methods.items()}
        return grpc.method_handlers_generic_handler(_SERVICE, served)

    def plugin_info(self, _: Message) -> plugin_pb2.PluginInfo:
        """The version of the SDK whose registrations it understands."""
        return plugin_pb2.PluginInfo(version=self._version)

    def check_config(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """The provider's own settings, as they come."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def diff_config(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """Another region or account is another provider."""
        old, new = decode(request.old_inputs).value, decode(request.news).value
        changed = sorted(k for k in {*old, *new} if old.get(k) != new.get(k))
        return provider_pb2.DiffResponse(
            changes=_SOME if changed else _NONE,
            diffs=changed,
            replaces=[k for k in changed if k in ("region", "allowedAccountIds")],
        )

    def configure(self, _: Message) -> provider_pb2.ConfigureResponse:
        """Nothing needs to be set up."""
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def check(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """The inputs with a name made up where one is left out; refuses what is not modelled."""
        token = _token(request.urn)
        model, given, old = self._store.model(token), decode(request.news), decode(request.olds)
        value: JsonObject = {k: each for k, each in given.value.items() if each is not None}
        failures = [
            provider_pb2.CheckFailure(property=name, reason=reason)
            for name, reason in _failures(model, value)
        ]
        if model.name is not None and model.name not in value:
            value[model.name] = old.value.get(model.name) or _made_up(request)
        return provider_pb2.CheckResponse(
            inputs=encode(Properties(value, given.secrets)), failures=failures
        )

    def diff(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """Update, replacement or nothing."""
        model = self._store.model(_token(request.urn))
        old, new = decode(request.old_inputs).value, decode(request.news).value
        new = with_old_at(new, old, request.ignoreChanges)
        changed = sorted(k for k in {*old, *new} if old.get(k) != new.get(k))
        return provider_pb2.DiffResponse(
            changes=_SOME if changed else _NONE,
            diffs=changed,
            replaces=[
                key
                for key in changed
                if key in model.immutable
                or (key in model.immutable_downwards and _is_earlier(new.get(key), old.get(key)))
            ],
        )

    def create(self, request: provider_pb2.CreateRequest) -> provider_pb2.CreateResponse:
        """Makes the resource; in a preview, what is certain of it."""
        token, inputs = _token(request.urn), decode(request.properties)
        model = self._store.model(token)
        if request.preview:
            open_yet = with_unknown_at(inputs.value, model.computed)
            return provider_pb2.CreateResponse(
                properties=encode(Properties(open_yet, inputs.secrets))
            )
        live = self._made(token, inputs.value)
        return provider_pb2.CreateResponse(id=live.id, properties=_outputs(model, live, inputs))

    def _made(self, token: str, inputs: JsonObject) -> Live:
        for attempt in range(_ATTEMPTS):
            try:
                return self._store.create(token, inputs)
            except ThrottledError:
                time.sleep(_PAUSE_SECONDS * attempt)
            except AnswerLostError as error:
                raise ConnectionLostError(str(error)) from error
        raise RefusedError(f"ThrottlingException: Rate exceeded, {_ATTEMPTS} times ({token})")

    def read(self, request: provider_pb2.ReadRequest) -> provider_pb2.ReadResponse:
        """A resource as it is now; nothing if it is gone."""
        live = self._store.read(_token(request.urn), request.id)
        if live is None:
            return provider_pb2.ReadResponse()
        known = decode(request.inputs)
        return provider_pb2.ReadResponse(
            id=live.id,
            properties=_outputs(self._store.model(live.token), live, known),
            inputs=encode(Properties(live.inputs, known.secrets)),
        )

    def update(self, request: provider_pb2.UpdateRequest) -> provider_pb2.UpdateResponse:
        """Changes the resource; in a preview, what is certain of it."""
        inputs = decode(request.news)
        if request.preview:
            olds: JsonObject = {**decode(request.olds).value, **inputs.value}
            return provider_pb2.UpdateResponse(properties=encode(Properties(olds, inputs.secrets)))
        token = _token(request.urn)
        live = self._store.update(token, request.id, inputs.value)
        return provider_pb2.UpdateResponse(
            properties=_outputs(self._store.model(token), live, inputs)
        )

    def delete(self, request: provider_pb2.DeleteRequest) -> Message:
        """Removes the resource."""
        self._store.delete(_token(request.urn), request.id)
        return empty_pb2.Empty()

    def invoke(self, request: provider_pb2.InvokeRequest) -> provider_pb2.InvokeResponse:
        """Refused: the program looks nothing up."""
        raise RefusedError(f"{request.tok}: the simulated cloud has no functions")


def _outputs(model: Model, live: Live, inputs: Properties) -> struct_pb2.Struct:
    hidden = inputs.secrets | {(key,) for key in model.secret}
    return encode(Properties(live.outputs, hidden))


def _attached(_: Message) -> Message:
    return empty_pb2.Empty()


def _token(urn: str) -> str:
    return urn.split("::")[2].rpartition("$")[2]


def _failures(model: Model, value: JsonObject) -> list[tuple[str, str]]:
    unknown = [
        (key, f"the simulated cloud's model of {model.token} has no property {key}")
        for key in value
        if key not in model.inputs and not key.startswith("__")
    ]
    lacking = [(key, f"missing required property {key}") for key in model.required - value.keys()]
    return [*unknown, *lacking]


def _is_earlier(new: Json, old: Json) -> bool:
    """Say whether a version comes before another one; texts that are none come before nothing."""
    try:
        one, other = ([int(part) for part in str(each).split(".")] for each in (new, old))
    except ValueError:
        return False
    return one < other


def _made_up(request: provider_pb2.CheckRequest) -> str:
    if not request.randomSeed:
        return UNKNOWN
    return f"{request.name}-{request.randomSeed.hex()[:_SUFFIX]}"
