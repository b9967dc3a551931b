"""Property bags as they stand on the wire: plain JSON, with secrets kept visible as secrets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from google.protobuf import struct_pb2
from pulumi.runtime import rpc


@dataclass(frozen=True)
class Secret:
    """A value that the engine would store encrypted."""

    value: "Wire"


Wire: TypeAlias = "bool | int | float | str | Secret | Sequence[Wire] | Mapping[str, Wire] | None"
"""JSON with camelCase keys, as a provider plugin receives it; secrets marked."""


def from_struct(struct: struct_pb2.Struct) -> dict[str, Wire]:
    """The plain form of a property bag; raises ValueError on an unknown value."""
    return {key: from_value(value) for key, value in struct.fields.items()}


def from_value(value: struct_pb2.Value) -> Wire:
    """The plain form of one property; whole numbers become int."""
    match value.WhichOneof("kind"):
        case "string_value":
            return _known(value.string_value)
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() else number
        case "bool_value":
            return value.bool_value
        case "list_value":
            return [from_value(item) for item in value.list_value.values]
        case "struct_value":
            return _from_marked(value.struct_value)
        case _:
            return None


def _known(text: str) -> str:
    if text == rpc.UNKNOWN:
        raise ValueError("an unknown value reached the recording engine, where all is known")
    return text


def _from_marked(struct: struct_pb2.Struct) -> Wire:
    signature = struct.fields.get(rpc._special_sig_key)
    match signature.string_value if signature else None:
        case rpc._special_secret_sig:
            inner = from_value(struct.fields["value"])
            return inner if isinstance(inner, Secret) else Secret(inner)
        case rpc._special_resource_sig:
            return struct.fields["urn"].string_value
        case _:
            return from_struct(struct)


def to_struct(bag: Mapping[str, Wire]) -> struct_pb2.Struct:
    """The wire form of a plain property bag."""
    return struct_pb2.Struct(fields={key: to_value(value) for key, value in bag.items()})


def to_value(value: Wire) -> struct_pb2.Value:
    """The wire form of one plain property; raises TypeError on what JSON cannot say."""
    match value:
        case None:
            return struct_pb2.Value(null_value=struct_pb2.NULL_VALUE)
        case bool():
            return struct_pb2.Value(bool_value=value)
        case int() | float():
            return struct_pb2.Value(number_value=value)
        case str():
            return struct_pb2.Value(string_value=value)
        case Secret():
            return as_secret(to_value(value.value))
        case Mapping():
            return struct_pb2.Value(struct_value=to_struct(value))
        case Sequence():
            items = [to_value(item) for item in value]
            return struct_pb2.Value(list_value=struct_pb2.ListValue(values=items))
        case _:
            raise TypeError(f"{value!r} is not JSON")


def as_secret(value: struct_pb2.Value) -> struct_pb2.Value:
    """The same wire value, marked secret; a marked one is returned as it is."""
    if isinstance(from_value(value), Secret):
        return value
    marker = struct_pb2.Value(string_value=rpc._special_secret_sig)
    fields = {rpc._special_sig_key: marker, "value": value}
    return struct_pb2.Value(struct_value=struct_pb2.Struct(fields=fields))


def reveal(value: Wire) -> Wire:
    """The same value without any secret marks, for assertions on content."""
    match value:
        case Secret():
            return reveal(value.value)
        case str():
            return value
        case Mapping():
            return {key: reveal(item) for key, item in value.items()}
        case Sequence():
            return [reveal(item) for item in value]
        case _:
            return value


def plain_texts(value: Wire) -> Iterator[str]:
    """Every text, keys included, that the engine would store unencrypted."""
    match value:
        case str():
            yield value
        case Mapping():
            for key, item in value.items():
                yield key
                yield from plain_texts(item)
        case Secret():
            return
        case Sequence():
            for item in value:
                yield from plain_texts(item)
        case None | bool() | int() | float():
            return


def at(bag: Wire, path: Sequence[str | int], describe: Callable[[], str]) -> Wire:
    """The value at `path`; what lies inside a secret comes out marked secret.

    Raises LookupError that says which step is missing and what stands there instead.
    """
    value = bag
    hidden = False
    for done, step in enumerate(path):
        if isinstance(value, Secret):
            hidden, value = True, value.value
        value = _step(value, step, lambda done=done: f"{describe()} at {list(path[:done])}")
    return Secret(value) if hidden and not isinstance(value, Secret) else value


def _step(value: Wire, step: str | int, describe: Callable[[], str]) -> Wire:
    match value, step:
        case Mapping(), str() if step in value:
            return value[step]
        case Mapping(), _:
            raise LookupError(f"{describe()}: no {step!r} among {sorted(value)}")
        case str(), _:
            raise LookupError(f"{describe()}: {step!r} asked of the text {value!r}")
        case Sequence(), int() if -len(value) <= step < len(value):
            return value[step]
        case Sequence(), _:
            raise LookupError(f"{describe()}: no {step!r} in a list of {len(value)}")
        case _:
            raise LookupError(f"{describe()}: {step!r} asked of {value!r}")
