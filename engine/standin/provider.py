"""The plugin's methods: Pulumi's resource provider protocol on top of the operations."""

import threading
from collections.abc import Callable

import grpc
from google.protobuf import empty_pb2
from google.protobuf.message import Message
from pulumi.runtime.proto import plugin_pb2, provider_pb2

from engine.standin import settings
from engine.standin.api import ApiError, Cluster, UnknownKindError, UnreachableError
from engine.standin.decide import decide
from engine.standin.lifecycle import AlreadyExistsError, ConflictError, Operations
from engine.standin.objects import BOOKKEEPING, RefusedError, kind_of, normal_inputs
from engine.standin.serving import SERVICE, EngineLog, handler
from engine.standin.settings import Settings
from engine.standin.shape import JsonObject, child, text
from engine.standin.wait.loop import StillThereError
from engine.standin.wire import UNKNOWN, Properties, decode, encode, redact

EXPECTED = (
    AlreadyExistsError,
    ApiError,
    ConflictError,
    RefusedError,
    StillThereError,
    UnknownKindError,
    UnreachableError,
    ValueError,
)
CHANGES = {
    "add": provider_pb2.PropertyDiff.ADD,
    "add-replace": provider_pb2.PropertyDiff.ADD_REPLACE,
    "delete": provider_pb2.PropertyDiff.DELETE,
    "delete-replace": provider_pb2.PropertyDiff.DELETE_REPLACE,
    "update": provider_pb2.PropertyDiff.UPDATE,
    "update-replace": provider_pb2.PropertyDiff.UPDATE_REPLACE,
}
VERSION = "4.34.2"  # of the pulumi_kubernetes whose registrations it understands


class Provider:
    """Serves package `kubernetes` to one engine."""

    def __init__(self, engine: str) -> None:
        self._log = EngineLog(engine)
        self._cancelled = threading.Event()
        self._settings: Settings | None = None
        self._cluster: Cluster | None = None
        self._connecting = threading.Lock()

    def handlers(self) -> grpc.GenericRpcHandler:
        """The gRPC service."""
        methods: dict[str, tuple[Callable[..., Message], type[Message]]] = {
            "Handshake": (self.handshake, provider_pb2.ProviderHandshakeRequest),
            "Attach": (self.attach, plugin_pb2.PluginAttach),
            "GetPluginInfo": (self.plugin_info, empty_pb2.Empty),
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
            "Cancel": (self.cancel, empty_pb2.Empty),
            "SignalCancellation": (self.cancel, empty_pb2.Empty),
        }
        return grpc.method_handlers_generic_handler(
            SERVICE,
            {
                name: handler(method, request, EXPECTED)
                for name, (method, request) in methods.items()
            },
        )

    def handshake(
        self, request: provider_pb2.ProviderHandshakeRequest
    ) -> provider_pb2.ProviderHandshakeResponse:
        """Secrets come and go marked; everything else as the oldest engines send it."""
        self._log = EngineLog(request.engine_address)
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def attach(self, request: plugin_pb2.PluginAttach) -> Message:
        """Another engine takes this process over."""
        self._log = EngineLog(request.address)
        return empty_pb2.Empty()

    def plugin_info(self, _: Message) -> plugin_pb2.PluginInfo:
        """The version it stands in for."""
        return plugin_pb2.PluginInfo(version=VERSION)

    def check_config(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """The provider's inputs, the kubeconfig made a secret whatever the program said."""
        config = decode(request.news)
        failures = [
            provider_pb2.CheckFailure(property=name, reason=redact(reason, config))
            for name, reason in settings.problems(config.value)
        ]
        hidden = config.secrets
        if "kubeconfig" in config.value:
            hidden |= {("kubeconfig",)}
        inputs = encode(Properties(config.value, hidden))
        return provider_pb2.CheckResponse(inputs=inputs, failures=failures)

    def diff_config(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """Whether the provider is another cluster now."""
        old = decode(request.old_inputs if request.HasField("old_inputs") else request.olds)
        verdict, changed = settings.meaning(old.value, decode(request.news).value)
        some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(
            changes=none if verdict == "same" else some,
            replaces=changed if verdict == "replace" else [],
            diffs=changed,
        )

    def configure(self, request: provider_pb2.ConfigureRequest) -> provider_pb2.ConfigureResponse:
        """Remembers the settings; the cluster is connected to when first needed."""
        self._settings = Settings.of(decode(request.args).value)
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def check(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """Inputs in the form they are recorded in; refuses what is not modelled or not named."""
        given = decode(request.news)
        kind = kind_of(_token(request.urn), given.value)
        failures: list[provider_pb2.CheckFailure] = []
        metadata = given.value.get("metadata")
        if metadata != UNKNOWN and not text(metadata, "name"):
            reason = (
                f"{kind.kind} has no metadata.name; the Kubernetes provider stand-in invents no "
                "names, so that an interrupted run finds its objects again: give it one"
            )
            failures.append(provider_pb2.CheckFailure(property="metadata.name", reason=reason))
        inputs = encode(normal_inputs(kind, given))
        return provider_pb2.CheckResponse(inputs=inputs, failures=failures)

    def diff(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """Update, replacement or nothing."""
        live, new = decode(request.olds).value, decode(request.news).value
        old = decode(request.old_inputs).value or child(live, "__inputs")
        kind = kind_of(_token(request.urn), new)
        mutable = self._configured().mutable
        decision = decide(kind, old, new, live, mutable)
        some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(
            changes=some if decision.changes else none,
            replaces=decision.replaces,
            deleteBeforeReplace=decision.delete_first == "delete first",
            diffs=decision.tops,
            hasDetailedDiff=True,
            detailedDiff={
                path: provider_pb2.PropertyDiff(kind=CHANGES[change], inputDiff=True)
                for path, change in decision.changes.items()
            },
        )

    def create(self, request: provider_pb2.CreateRequest) -> provider_pb2.CreateResponse:
        """Creates and waits; in a preview a dry run."""
        inputs = decode(request.properties)
        operations = self._operations(request.urn, inputs.value)
        if request.preview:
            certain = operations.preview_create(inputs)
            return provider_pb2.CreateResponse(properties=encode(certain))
        identifier, outputs = operations.create(inputs, request.timeout)
        return provider_pb2.CreateResponse(id=identifier, properties=encode(outputs))

    def read(self, request: provider_pb2.ReadRequest) -> provider_pb2.ReadResponse:
        """The object as it is now, for a refresh (with inputs) or an import (without)."""
        old, known = decode(request.properties), decode(request.inputs)
        operations = self._operations(request.urn, known.value)
        identifier, outputs, inputs = operations.read(request.id, old, known)
        return provider_pb2.ReadResponse(
            id=identifier, properties=encode(outputs), inputs=encode(inputs)
        )

    def update(self, request: provider_pb2.UpdateRequest) -> provider_pb2.UpdateResponse:
        """Applies and waits; in a preview a dry run."""
        old, inputs = decode(request.olds), decode(request.news)
        operations = self._operations(request.urn, inputs.value)
        if request.preview:
            outputs = operations.preview_update(old, inputs)
        else:
            outputs = operations.update(request.id, old.value, inputs, request.timeout)
        return provider_pb2.UpdateResponse(properties=encode(outputs))

    def delete(self, request: provider_pb2.DeleteRequest) -> Message:
        """Deletes and waits until it is gone."""
        old = decode(request.properties).value
        recorded = {key: each for key, each in old.items() if key not in BOOKKEEPING}
        operations = self._operations(request.urn, recorded)
        operations.delete(request.id, recorded, request.timeout)
        return empty_pb2.Empty()

    def invoke(self, request: provider_pb2.InvokeRequest) -> provider_pb2.InvokeResponse:
        """Refused: functions need the real plugin."""
        raise RefusedError(
            f"{request.tok}: the Kubernetes provider stand-in has no functions; install the real "
            "plugin with `pulumi plugin install resource kubernetes` to use this one"
        )

    def cancel(self, _: Message) -> Message:
        """Ends every wait; what was made stays recorded."""
        self._cancelled.set()
        return empty_pb2.Empty()

    def _configured(self) -> Settings:
        if self._settings is None:
            raise RefusedError("the engine has not configured the Kubernetes provider yet")
        return self._settings

    def _connected(self) -> Cluster:
        chosen = self._configured()
        with self._connecting:
            if self._cluster is None:
                self._cluster = Cluster(chosen.kubeconfig, chosen.context, chosen.cluster)
            return self._cluster

    def _operations(self, urn: str, inputs: JsonObject) -> Operations:
        def tell(message: str) -> None:
            self._log.status(urn, message)

        kind = kind_of(_token(urn), inputs)
        return Operations(self._connected(), kind, self._cancelled, tell)


def _token(urn: str) -> str:
    """The resource's own type: the last one of the chain that a URN carries."""
    return urn.split("::")[2].rpartition("$")[2]
