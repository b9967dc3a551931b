"""Property values on the engine's wire: plain JSON plus the paths that are secret."""

import base64
import binascii
import contextlib
import json
from dataclasses import dataclass, field
from itertools import takewhile

from google.protobuf import json_format, struct_pb2
from pulumi.runtime import rpc

from engine.standin.shape import Json, JsonObject, Path, as_object, dig, strings

UNKNOWN = rpc.UNKNOWN
SIGNATURE = rpc._special_sig_key  # pyright: ignore[reportPrivateUsage] - the wire format's constants have no public name
SECRET = rpc._special_secret_sig  # pyright: ignore[reportPrivateUsage]

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
    value = as_object(_plain(json_format.MessageToDict(struct), (), secrets))
    return Properties(value, frozenset(secrets))


def encode(properties: Properties) -> struct_pb2.Struct:
    """Wire struct in which the outermost value at every secret path carries the marker."""
    struct = struct_pb2.Struct()
    struct.update(as_object(_marked(properties.value, (), properties.secrets)))
    return struct


def outside_lists(path: Path) -> Path:
    """A path cut at its first list: a live list may be in another order than the inputs."""
    return tuple(takewhile(lambda step: isinstance(step, str), path))


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


def _plain(value: Json, path: Path, secrets: set[Path]) -> Json:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list):
        return [_plain(each, (*path, at), secrets) for at, each in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if value.get(SIGNATURE) == SECRET:
        secrets.add(path)
        return _plain(value.get("value", UNKNOWN), path, secrets)
    # Sorted, for a protobuf map comes in another order every time.
    return {key: _plain(inner, (*path, key), secrets) for key, inner in sorted(value.items())}


def _marked(value: Json, path: Path, secrets: frozenset[Path]) -> Json:
    if path in secrets:
        return {SIGNATURE: SECRET, "value": value}
    if isinstance(value, dict):
        return {key: _marked(inner, (*path, key), secrets) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner, (*path, at), secrets) for at, inner in enumerate(value)]
    return value
