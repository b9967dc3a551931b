"""What a simulated cloud answers the engine."""

import pytest
from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2

from engine.standin.objects import RefusedError
from engine.standin.serving import ConnectionLostError
from engine.standin.shape import JsonObject
from engine.standin.wire import UNKNOWN, Properties, decode, encode
from rehearsal.clouds.provider import CloudProvider
from tests.rehearsal.clouds.toys import BASE, LAN, NET, creation, toy_store, urn

CIDR: JsonObject = {"cidr": "10.0.0.0/16"}


def wire(value: JsonObject) -> struct_pb2.Struct:
    """The values as the engine sends them."""
    return encode(Properties(value))


def asked(token: str, old: JsonObject, new: JsonObject, *ignored: str) -> provider_pb2.DiffResponse:
    """What the provider says of a change."""
    return CloudProvider(toy_store(), "7.0.0").diff(
        provider_pb2.DiffRequest(
            urn=urn(token), old_inputs=wire(old), news=wire(new), ignoreChanges=ignored
        )
    )


def test_an_unknown_property_and_a_missing_one_are_refused_by_name() -> None:
    answer = CloudProvider(toy_store(), "7.0.0").check(
        provider_pb2.CheckRequest(urn=urn(NET), news=wire({"cidrs": "10.0.0.0/16"}))
    )
    assert {failure.property for failure in answer.failures} == {"cidrs", "cidr"}


def test_a_change_of_what_is_fixed_is_a_replacement_and_names_the_property() -> None:
    answer = asked(NET, CIDR, {"cidr": "10.1.0.0/16", "tags": {"a": "1"}})
    assert list(answer.replaces) == ["cidr"]
    assert list(answer.diffs) == ["cidr", "tags"]


def test_ignoring_one_field_does_not_ignore_its_neighbours() -> None:
    old: JsonObject = {"size": {"min": 1, "now": 4}}
    assert not asked(BASE, old, {"size": {"min": 1, "now": 1}}, "size.now").diffs
    assert list(asked(BASE, old, {"size": {"min": 2, "now": 1}}, "size.now").diffs) == ["size"]


def test_a_preview_leaves_open_what_the_cloud_works_out_below_an_input() -> None:
    provider = CloudProvider(toy_store(), "7.0.0")
    wanted: JsonObject = {"name": "main", "size": {"min": 1}}
    shown = decode(provider.create(creation(BASE, wanted, preview=True)).properties).value
    assert shown["size"] == {"min": 1, "got": UNKNOWN}
    assert "endpoint" not in shown, "what is an output alone is open because it is missing"


def test_a_secret_output_is_marked_as_one() -> None:
    answer = CloudProvider(toy_store(), "7.0.0").create(creation(BASE, {"name": "main"}))
    made = decode(answer.properties)
    assert made.secrets == {("password",)}
    assert made.value["endpoint"] == "base.toy"


def test_what_is_secret_among_the_inputs_stays_so() -> None:
    provider = CloudProvider(toy_store(), "7.0.0")
    inputs = Properties({"name": "main", "net": "hidden"}, frozenset({("net",)}))
    request = provider_pb2.CreateRequest(urn=urn(BASE), properties=encode(inputs))
    assert ("net",) in decode(provider.create(request).properties).secrets
    read = provider_pb2.ReadRequest(urn=urn(BASE), id="main", inputs=encode(inputs))
    assert ("net",) in decode(provider.read(read).properties).secrets


def test_throttling_is_asked_again_as_the_real_provider_does() -> None:
    store = toy_store()
    store.trouble.throttled = 2
    CloudProvider(store, "7.0.0").create(creation(NET, CIDR))
    assert store.calls == {f"create {NET}": 3}
    assert store.journal.made(NET) == 1


def test_throttling_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rehearsal.clouds.provider._PAUSE_SECONDS", 0)
    store = toy_store()
    store.trouble.throttled = 1000
    with pytest.raises(RefusedError, match="Rate exceeded, 25 times"):
        CloudProvider(store, "7.0.0").create(creation(NET, CIDR))


def test_a_lost_answer_ends_the_call_as_a_dead_plugin_would() -> None:
    store = toy_store()
    store.trouble.answers_lost.add(LAN)
    with pytest.raises(ConnectionLostError):
        CloudProvider(store, "7.0.0").create(creation(LAN, {}))
    assert len(store.all(LAN)) == 1
