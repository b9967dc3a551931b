"""The plugin's methods: Pulumi's resource provider protocol on top of the operations."""

import importlib.metadata
import threading
from collections.abc import Callable

import grpc
from google.protobuf import empty_pb2
from google.protobuf.message import Message
from pulumi.runtime.proto import plugin_pb2, provider_pb2

from engine.standin import settings
from engine.standin.api import Cluster
from engine.standin.decide import decide
from engine.standin.lifecycle import Operations
from engine.standin.objects import Kind, RefusedError, kind_of, normal_inputs
from engine.standin.serving import handler
from engine.standin.shape import text
from engine.standin.wire import UNKNOWN, Properties, decode, encode, redact

SERVICE = "pulumirpc.ResourceProvider"
REAL_PLUGIN = (
    "install the real plugin with `pulumi plugin install resource kubernetes` to use this one"
)
SOME, NONE = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE


class Provider:
    """Serves package `kubernetes` to one engine."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._kubeconfig = ""
        self._mutable = frozenset[str]()
        self._cluster: Cluster | None = None
        self._connecting = threading.Lock()

    def handlers(self) -> grpc.GenericRpcHandler:
        """The gRPC service."""
        methods: dict[str, tuple[Callable[..., Message], type[Message]]] = {
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
        }
        served = {name: handler(*described) for name, described in methods.items()}
        return grpc.method_handlers_generic_handler(SERVICE, served)

    def attach(self, _: Message) -> Message:
        """Nothing to do: an engine that did not start this process has found it."""
        return empty_pb2.Empty()

    def plugin_info(self, _: Message) -> plugin_pb2.PluginInfo:
        """The version it stands in for: that of the SDK whose registrations it understands."""
        return plugin_pb2.PluginInfo(version=importlib.metadata.version("pulumi-kubernetes"))

    def check_config(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """The provider's inputs, the kubeconfig made a secret whatever the program said."""
        config = decode(request.news)
        failures = [
            provider_pb2.CheckFailure(property=name, reason=redact(reason, config))
            for name, reason in settings.problems(config.value)
        ]
        inputs = encode(Properties(config.value, config.secrets | {("kubeconfig",)}))
        return provider_pb2.CheckResponse(inputs=inputs, failures=failures)

    def diff_config(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """Whether the provider is another cluster now."""
        old, new = decode(request.old_inputs).value, decode(request.news).value
        changed = settings.changes(old, new)
        return provider_pb2.DiffResponse(
            changes=SOME if changed else NONE,
            replaces=[name for name in changed if name == settings.IDENTIFIER],
            diffs=changed,
        )

    def configure(self, request: provider_pb2.ConfigureRequest) -> provider_pb2.ConfigureResponse:
        """Remembers the settings; the kubeconfig is read when first needed."""
        config = decode(request.args).value
        with self._connecting:
            self._kubeconfig, self._cluster = text(config, "kubeconfig"), None
        self._mutable = settings.mutable_kinds(config)
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def check(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """Inputs in the form they are recorded in; refuses what is not modelled or not named."""
        kind, given = kind_of(request.urn), decode(request.news)
        if text(given.value, "kind") != kind.kind:
            raise RefusedError(
                f"{kind.api_version}:{kind.kind}: the Kubernetes provider stand-in manages single "
                f"objects only (no Helm release, YAML or Kustomize set, or patch); {REAL_PLUGIN}"
            )
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
        old, new = decode(request.old_inputs).value, decode(request.news).value
        live = decode(request.olds).value
        decision = decide(kind_of(request.urn), old, new, self._mutable, live)
        return provider_pb2.DiffResponse(
            changes=SOME if decision.changes else NONE,
            replaces=decision.replaces,
            deleteBeforeReplace=decision.order == "delete first",
            hasDetailedDiff=True,
            detailedDiff={
                path: provider_pb2.PropertyDiff(
                    kind=provider_pb2.PropertyDiff.Kind.Value(change.upper().replace("-", "_")),
                    inputDiff=True,
                )
                for path, change in decision.changes.items()
            },
        )

    def create(self, request: provider_pb2.CreateRequest) -> provider_pb2.CreateResponse:
        """Creates and waits; in a preview a dry run."""
        inputs, operations = decode(request.properties), self._operations(request.urn)
        if request.preview:
            certain = operations.preview_create(inputs)
            return provider_pb2.CreateResponse(properties=encode(certain))
        identifier, outputs = operations.create(inputs, request.timeout)
        return provider_pb2.CreateResponse(id=identifier, properties=encode(outputs))

    def read(self, request: provider_pb2.ReadRequest) -> provider_pb2.ReadResponse:
        """The object of a known resource as it is now."""
        old, known = decode(request.properties).value, decode(request.inputs)
        if not known.value:
            raise RefusedError(
                f"{request.id}: the Kubernetes provider stand-in does not import objects; "
                f"{REAL_PLUGIN}"
            )
        operations = self._operations(request.urn)
        identifier, outputs, inputs = operations.read(request.id, old, known)
        return provider_pb2.ReadResponse(
            id=identifier, properties=encode(outputs), inputs=encode(inputs)
        )

    def update(self, request: provider_pb2.UpdateRequest) -> provider_pb2.UpdateResponse:
        """Applies and waits; in a preview a dry run."""
        old, inputs = decode(request.olds).value, decode(request.news)
        operations = self._operations(request.urn)
        if request.preview:
            outputs = operations.preview_update(old, inputs)
        else:
            outputs = operations.update(old, inputs, request.timeout)
        return provider_pb2.UpdateResponse(properties=encode(outputs))

    def delete(self, request: provider_pb2.DeleteRequest) -> Message:
        """Deletes and waits until it is gone."""
        old = decode(request.properties).value
        self._operations(request.urn).delete(request.id, old, request.timeout)
        return empty_pb2.Empty()

    def invoke(self, request: provider_pb2.InvokeRequest) -> provider_pb2.InvokeResponse:
        """Refused: functions need the real plugin."""
        raise RefusedError(
            f"{request.tok}: the Kubernetes provider stand-in has no functions; {REAL_PLUGIN}"
        )

    def cancel(self, _: Message) -> Message:
        """Ends every wait; what was made stays recorded."""
        self._cancelled.set()
        return empty_pb2.Empty()

    def _operations(self, urn: str) -> Operations:
        return self.operations(kind_of(urn))

    def operations(self, kind: Kind) -> Operations:
        """What can be done with objects of a kind in the cluster of the kubeconfig."""
        # Not earlier: the run may be about to make the cluster, and with it the kubeconfig's file.
        with self._connecting:
            self._cluster = self._cluster or Cluster(self._kubeconfig)
        return Operations(self._cluster, kind, self._cancelled)
