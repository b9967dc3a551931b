"""What a registration means in Kubernetes: its kind, its id, its normal form and its state."""

import base64
import json
import re
from typing import NamedTuple

from engine.standin.shape import Json, JsonObject, child, text
from engine.standin.wire import UNKNOWN, Properties, outside_lists

FIELD_MANAGER, INITIAL_VERSION, INPUTS = "__fieldManager", "__initialApiVersion", "__inputs"
LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


class RefusedError(Exception):
    """Something cannot be done; the message is for the user and says the way out."""


class Kind(NamedTuple):
    """A Kubernetes kind; the core group is the empty string."""

    group: str
    version: str
    kind: str

    @property
    def api_version(self) -> str:
        """As it stands in an object's apiVersion."""
        return f"{self.group}/{self.version}" if self.group else self.version


class Place(NamedTuple):
    """Where an object of a kind is; the namespace is empty for what has none."""

    namespace: str
    name: str

    @staticmethod
    def of(obj: JsonObject) -> "Place":
        """Place of an object."""
        return Place(text(obj, "metadata", "namespace"), text(obj, "metadata", "name"))

    @staticmethod
    def parse(identifier: str) -> "Place":
        """Place of a resource id."""
        namespace, _, name = identifier.rpartition("/")
        return Place(namespace, name)

    @property
    def identifier(self) -> str:
        """Resource id: `namespace/name`, or `name` for what has no namespace."""
        return f"{self.namespace}/{self.name}" if self.namespace else self.name


def kind_of_object(obj: JsonObject) -> Kind:
    """Kind that an object says it is of."""
    group, _, version = text(obj, "apiVersion").rpartition("/")
    return Kind(group, version, text(obj, "kind"))


def kind_of(urn: str) -> Kind:
    """Kind that a resource's own type names, the last one of the chain that a URN carries."""
    _, group_version, kind = urn.split("::")[2].rpartition("$")[2].split(":")
    group, _, version = group_version.rpartition("/")
    return Kind("" if group == "core" else group, version, kind)


def normal_inputs(kind: Kind, given: Properties) -> Properties:
    """Inputs as recorded: no nulls, `stringData` folded into secret `data`, hyphens in CRD keys."""
    value, hidden = _without_nulls(given.value), given.secrets
    if kind.kind == "CustomResourceDefinition":
        value = respelled_extensions(value, "_", "-")
    if (kind.group, kind.kind) == ("", "Secret"):
        value = _folded_secret(value)
        hidden = frozenset({*(path for path in hidden if path[0] != "stringData"), ("data",)})
    return Properties(value, hidden)


def state(live: JsonObject, inputs: Properties, manager: str, initial: str) -> Properties:
    """Outputs recorded for a live object, with everything secret that was secret in the inputs."""
    body, recorded = live, inputs.value
    if text(live, "kind") == "CustomResourceDefinition":
        # The SDKs know these fields by identifiers, which cannot hold hyphens.
        body, recorded = (respelled_extensions(each, "-", "_") for each in (body, recorded))
    value: JsonObject = {
        **body,
        FIELD_MANAGER: manager,
        INITIAL_VERSION: initial,
        INPUTS: recorded,
    }
    hidden = {(INPUTS, *path) for path in inputs.secrets}
    hidden |= {outside_lists(path) for path in inputs.secrets}
    if inputs.secrets and LAST_APPLIED in child(live, "metadata", "annotations"):
        hidden.add(("metadata", "annotations", LAST_APPLIED))
    return Properties(value, frozenset(hidden))


def respelled_extensions(value: JsonObject, old: str, new: str) -> JsonObject:
    """The same object with `x-kubernetes-...` keys spelled with `new` in place of `old`."""
    return json.loads(
        re.sub(
            r'"x[-_]kubernetes[-_][-_a-z]+":',
            lambda key: key[0].replace(old, new),
            json.dumps(value),
        )
    )


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
    if UNKNOWN in (plain, rest.get("data")):
        return {**rest, "data": UNKNOWN}
    folded = {key: _base64(inner) for key, inner in child(plain).items()}
    return {**rest, "data": {**child(rest, "data"), **folded}}


def _base64(value: Json) -> Json:
    if not isinstance(value, str) or value == UNKNOWN:
        return value
    return base64.b64encode(value.encode()).decode()
