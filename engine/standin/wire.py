"""Property values on the engine's wire: plain JSON plus the paths that are secret."""

import base64
import binascii
import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

from engine.standin.shape import Json, JsonObject, Path, Step, dig, strings

UNKNOWN = rpc.UNKNOWN
SIGNATURE = rpc._special_sig_key  # pyright: ignore[reportPrivateUsage] - the wire format's constants have no public name
SECRET = rpc._special_secret_sig  # pyright: ignore[reportPrivateUsage]
OUTPUT = rpc._special_output_value_sig  # pyright: ignore[reportPrivateUsage]

MASK = "[secret]"
SHORTEST_MASKED = 4  # masking shorter strings would make every message unreadable


@dataclass(frozen=True)
class Properties:
    """One object with the set of paths whose values are secret."""

    value: JsonObject
    secrets: frozenset[Path] = field(default_factory=lambda: frozenset[Path]())

    def unknown(self) -> bool:
        """Whether some value will only be known after another resource exists."""
        return UNKNOWN in strings(self.value)


def decode(struct: struct_pb2.Struct) -> Properties:
    """Properties of a wire struct; markers of secrets become paths."""
    secrets: set[Path] = set()
    value = _plain_object(struct, (), secrets)
    return Properties(value, frozenset(secrets))


def encode(properties: Properties) -> struct_pb2.Struct:
    """Wire struct in which the outermost value at every secret path carries the marker."""
    struct = struct_pb2.Struct()
    marked = {
        key: _marked(value, (key,), properties.secrets) for key, value in properties.value.items()
    }
    struct.update(marked)
    return struct


def widened(secrets: Iterable[Path]) -> frozenset[Path]:
    """Secret paths cut at their first list: a live list may be in another order than the inputs."""
    return frozenset(_cut(path) for path in secrets)


def under(prefix: Step, secrets: Iterable[Path]) -> frozenset[Path]:
    """The same paths one level deeper."""
    return frozenset((prefix, *path) for path in secrets)


def redact(message: str, *parts: Properties) -> str:
    """Message without any secret string of the given properties, plain, base64 or JSON-escaped."""
    hidden: set[str] = set()
    for properties in parts:
        for path in properties.secrets:
            for secret in strings(dig(properties.value, *path)):
                hidden |= _spellings(secret)
    for secret in sorted(hidden, key=len, reverse=True):
        message = message.replace(secret, MASK)
    return message


def _spellings(secret: str) -> set[str]:
    forms = {secret, secret.strip(), base64.b64encode(secret.encode()).decode()}
    with contextlib.suppress(binascii.Error, ValueError):  # not everything is base64
        forms.add(base64.b64decode(secret, validate=True).decode())
    forms |= {json.dumps(form)[1:-1] for form in forms}
    return {form for form in forms if len(form) >= SHORTEST_MASKED and form != UNKNOWN}


def _cut(path: Path) -> Path:
    for position, step in enumerate(path):
        if isinstance(step, int):
            return path[:position]
    return path


def _plain_object(struct: struct_pb2.Struct, path: Path, secrets: set[Path]) -> JsonObject:
    # Sorted, for a protobuf map comes in another order every time.
    keys = sorted(struct.fields)
    return {key: _plain(struct.fields[key], (*path, key), secrets) for key in keys}


def _plain(value: struct_pb2.Value, path: Path, secrets: set[Path]) -> Json:
    match value.WhichOneof("kind"):
        case "string_value":
            return value.string_value
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() else number
        case "bool_value":
            return value.bool_value
        case "list_value":
            inner = value.list_value.values
            return [_plain(each, (*path, at), secrets) for at, each in enumerate(inner)]
        case "struct_value":
            return _plain_struct(value.struct_value, path, secrets)
        case _:
            return None


def _plain_struct(struct: struct_pb2.Struct, path: Path, secrets: set[Path]) -> Json:
    signature = struct.fields[SIGNATURE].string_value if SIGNATURE in struct.fields else ""
    if signature == SECRET or (signature == OUTPUT and struct.fields["secret"].bool_value):
        secrets.add(path)
    if signature in (SECRET, OUTPUT):
        if "value" not in struct.fields:
            return UNKNOWN
        return _plain(struct.fields["value"], path, secrets)
    return _plain_object(struct, path, secrets)


def _marked(value: Json, path: Path, secrets: frozenset[Path]) -> Json:
    if path in secrets:
        return {SIGNATURE: SECRET, "value": value}
    if isinstance(value, dict):
        return {key: _marked(inner, (*path, key), secrets) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner, (*path, at), secrets) for at, inner in enumerate(value)]
    return value
