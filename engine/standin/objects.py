"""What a registration means in Kubernetes: its kind, its id, its normal form and its state."""

import base64
import secrets as randomness
from typing import NamedTuple

from engine.standin.shape import Json, JsonObject, Path, child, dig, text
from engine.standin.wire import UNKNOWN, Properties, under, widened

FIELD_MANAGER, INITIAL_VERSION, INPUTS = "__fieldManager", "__initialApiVersion", "__inputs"
BOOKKEEPING = (FIELD_MANAGER, INITIAL_VERSION, INPUTS)
LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
UNMODELLED_GROUPS = ("helm.sh", "yaml", "kustomize")


class Kind(NamedTuple):
    """A Kubernetes kind; the core group is the empty string."""

    group: str
    version: str
    kind: str

    @property
    def api_version(self) -> str:
        """As it stands in an object's apiVersion."""
        return f"{self.group}/{self.version}" if self.group else self.version


class RefusedError(Exception):
    """Something the stand-in does not model or cannot accept; the message says the way out."""


def kind_of(token: str, inputs: JsonObject) -> Kind:
    """Kind a type token registers; raises RefusedError for what only the real plugin can do."""
    parts = token.split(":")
    group_version, kind = (parts[1], parts[2]) if len(parts) == 3 else ("", "")
    group, _, version = group_version.rpartition("/")
    named = text(inputs, "kind")
    listed = kind.endswith("List") and "items" in inputs
    patched = kind.endswith("Patch") and kind != named
    if not kind or group in UNMODELLED_GROUPS or listed or patched:
        raise RefusedError(
            f"{token}: the Kubernetes provider stand-in manages single objects only (no Helm "
            "release, YAML or Kustomize set, list or patch); install the real plugin with "
            "`pulumi plugin install resource kubernetes` to use this type"
        )
    declared = text(inputs, "apiVersion")
    if declared and declared != UNKNOWN:
        group, _, version = declared.rpartition("/")
    return Kind("" if group == "core" else group, version, kind)


def identity(obj: JsonObject) -> str:
    """Resource id: `namespace/name`, or `name` for what has no namespace."""
    namespace, name = text(obj, "metadata", "namespace"), text(obj, "metadata", "name")
    return f"{namespace}/{name}" if namespace else name


def parse_identity(identifier: str) -> tuple[str, str]:
    """Namespace (empty if there is none) and name of a resource id."""
    namespace, _, name = identifier.rpartition("/")
    return namespace, name


def new_field_manager() -> str:
    """A field manager of its own for one resource."""
    return f"pulumi-kubernetes-{randomness.token_hex(4)}"


def normal_inputs(kind: Kind, given: Properties) -> Properties:
    """Inputs as recorded: no nulls, `stringData` folded into a secret `data`, CRD keys with
    hyphens."""
    value = _without_nulls(given.value)
    hidden = set(given.secrets)
    if kind.kind == "CustomResourceDefinition":
        value = renamed_extensions(value, "x_kubernetes_", "x-kubernetes-")
        hidden = {tuple(_hyphenated(step) for step in path) for path in hidden}
    if (kind.group, kind.kind) == ("", "Secret"):
        value, hidden = _folded_secret(value), {p for p in hidden if p[0] != "stringData"}
        hidden |= {("data",)}
    if kind.kind == "PersistentVolume" and dig(value, "spec", "storageClassName") == "":
        # The API server stores no class at all for the empty one; recorded, it would be drift.
        spec = child(value, "spec")
        value["spec"] = {key: each for key, each in spec.items() if key != "storageClassName"}
    return Properties(value, frozenset(hidden))


def state(live: JsonObject, inputs: Properties, manager: str, initial: str) -> Properties:
    """Outputs recorded for a live object, with everything secret that was secret in the inputs."""
    body, recorded = live, inputs.value
    if text(live, "kind") == "CustomResourceDefinition":
        # The SDKs know these fields by identifiers, which cannot hold hyphens.
        body = renamed_extensions(live, "x-kubernetes-", "x_kubernetes_")
        recorded = renamed_extensions(recorded, "x-kubernetes-", "x_kubernetes_")
    value: JsonObject = {
        **body,
        FIELD_MANAGER: manager,
        INITIAL_VERSION: initial,
        INPUTS: recorded,
    }
    hidden = widened(inputs.secrets) | under(INPUTS, inputs.secrets)
    if inputs.secrets and LAST_APPLIED in child(live, "metadata", "annotations"):
        hidden |= {("metadata", "annotations", LAST_APPLIED)}
    return Properties(value, hidden | _secret_data(live))


def secret_paths(kind: Kind) -> frozenset[Path]:
    """What is secret in an object of this kind whoever wrote it."""
    return frozenset({("data",)}) if (kind.group, kind.kind) == ("", "Secret") else frozenset()


def renamed_extensions(value: JsonObject, old: str, new: str) -> JsonObject:
    """The same object with every key that starts with `old` starting with `new`, hyphens and
    underscores alike."""
    wrong, right = old[-1], new[-1]

    def rename(inner: Json) -> Json:
        if isinstance(inner, list):
            return [rename(each) for each in inner]
        if not isinstance(inner, dict):
            return inner
        return {
            key.replace(wrong, right) if key.startswith(old) else key: rename(each)
            for key, each in inner.items()
        }

    return {key: rename(each) for key, each in value.items()}


def _hyphenated(step: str | int) -> str | int:
    if isinstance(step, str) and step.startswith("x_kubernetes_"):
        return step.replace("_", "-")
    return step


def _secret_data(live: JsonObject) -> frozenset[Path]:
    is_secret = text(live, "kind") == "Secret" and text(live, "apiVersion") == "v1"
    return frozenset({("data",)}) if is_secret and "data" in live else frozenset()


def _without_nulls(value: JsonObject) -> JsonObject:
    def cleaned(inner: Json) -> Json:
        if isinstance(inner, dict):
            return _without_nulls(inner)
        if isinstance(inner, list):
            return [cleaned(each) for each in inner]
        return inner

    return {key: cleaned(inner) for key, inner in value.items() if inner is not None}


def _folded_secret(value: JsonObject) -> JsonObject:
    rest = {key: inner for key, inner in value.items() if key != "stringData"}
    plain = value.get("stringData")
    if plain is None:
        return rest
    if plain == UNKNOWN or rest.get("data") == UNKNOWN:
        return {**rest, "data": UNKNOWN}
    folded = {key: _base64(inner) for key, inner in child(plain).items()}
    return {**rest, "data": {**child(rest, "data"), **folded}}


def _base64(value: Json) -> Json:
    if not isinstance(value, str) or value == UNKNOWN:
        return value
    return base64.b64encode(value.encode()).decode()
