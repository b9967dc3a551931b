"""Secrets and unknowns survive the wire and never reach a message."""

import base64

import pytest
from google.protobuf import struct_pb2
from hypothesis import given
from hypothesis import strategies as some

from engine.standin.wire import (
    SECRET,
    SIGNATURE,
    UNKNOWN,
    Properties,
    decode,
    encode,
    outside_lists,
    redact,
)


def struct(value):
    message = struct_pb2.Struct()
    message.update(value)
    return message


def secret(value):
    return {SIGNATURE: SECRET, "value": value}


def test_a_nested_secret_becomes_a_path_and_comes_back_as_the_same_marker():
    wire = {"spec": {"env": [{"name": "A", "value": secret("hidden")}]}, "n": 3, "f": 1.5}
    properties = decode(struct(wire))
    assert properties.value == {
        "spec": {"env": [{"name": "A", "value": "hidden"}]},
        "n": 3,
        "f": 1.5,
    }
    assert properties.secrets == {("spec", "env", 0, "value")}
    assert encode(properties) == struct(wire)


def test_a_secret_without_a_value_is_unknown():
    properties = decode(struct({"a": {SIGNATURE: SECRET}}))
    assert properties.value == {"a": UNKNOWN}
    assert properties.unknown()


def test_whole_numbers_come_back_whole():
    value = decode(struct({"replicas": 3, "ratio": 0.5})).value
    assert repr(value) == "{'ratio': 0.5, 'replicas': 3}"


@pytest.mark.parametrize(
    ("path", "hidden"),
    [(("spec", "env", 0, "value"), ("spec", "env")), (("data",), ("data",))],
)
def test_a_secret_inside_a_list_hides_the_whole_list_in_outputs(path, hidden):
    assert outside_lists(path) == hidden


json_values = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**53), 2**53) | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=10,
)


@given(some.dictionaries(some.text(), json_values))
def test_any_json_object_survives_the_wire(value):
    assert decode(encode(Properties(value))).value == value


@pytest.mark.parametrize(
    "leak",
    [
        "s3cret/pass",
        base64.b64encode(b"s3cret/pass").decode(),
        'invalid value: "s3cret/pass" is too long',
    ],
)
def test_a_message_shows_a_secret_in_no_spelling(leak):
    properties = Properties({"data": {"p": "s3cret/pass"}}, frozenset({("data",)}))
    assert "[secret]" in redact(leak, properties)
    assert "s3cret" not in redact(leak, properties)


def test_a_secret_given_in_base64_is_hidden_in_the_clear_and_json_escaped():
    encoded = base64.b64encode(b'line\n"two"').decode()
    properties = Properties({"data": {"p": encoded}}, frozenset({("data",)}))
    assert redact('got line\\n\\"two\\"', properties) == "got [secret]"


def test_very_short_secrets_leave_messages_readable():
    properties = Properties({"a": "ab"}, frozenset({("a",)}))
    assert redact("unable", properties) == "unable"
