"""What an API server publishes becomes schemas that refuse what they do not list."""

from collections.abc import Mapping

import pytest

from engine.embedded.pools import JsonObject
from tests.judges.openapi import Kind, closed, kinds, published

TEXT: JsonObject = {"type": "string"}
OPEN: JsonObject = {"type": "object", "properties": {"a": TEXT}}
CLOSED: JsonObject = {**OPEN, "additionalProperties": False}
REFERENCE: JsonObject = {"$ref": "#/components/schemas/Meta"}


def document(**schemas: JsonObject) -> JsonObject:
    return {"openapi": "3.0.0", "components": {"schemas": schemas}}


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (OPEN, CLOSED),
        ({"properties": {"a": OPEN}}, {"properties": {"a": CLOSED}, "additionalProperties": False}),
        ({"items": OPEN}, {"items": CLOSED}),
        ({"not": OPEN}, {"not": CLOSED}),
        ({"allOf": [REFERENCE, OPEN]}, {"allOf": [REFERENCE, CLOSED]}),
        ({"anyOf": [OPEN]}, {"anyOf": [CLOSED]}),
        ({"oneOf": [OPEN]}, {"oneOf": [CLOSED]}),
        ({"additionalProperties": OPEN}, {"additionalProperties": CLOSED}),
    ],
)
def test_an_object_that_lists_its_fields_takes_no_others(
    given: JsonObject, made: JsonObject
) -> None:
    assert closed(document(Boat=given)) == document(Boat=made)


@pytest.mark.parametrize(
    "free",
    [
        {"type": "object"},
        {"type": "object", "additionalProperties": TEXT},
        {**OPEN, "additionalProperties": TEXT},
        {**OPEN, "x-kubernetes-preserve-unknown-fields": True},
    ],
)
def test_an_object_that_is_meant_to_take_more_still_does(free: JsonObject) -> None:
    assert closed(document(Boat=free)) == document(Boat=free)


def test_a_field_that_is_called_like_a_word_of_the_schema_is_a_field() -> None:
    fields: Mapping[str, JsonObject] = {"items": TEXT, "properties": OPEN, "not": TEXT}
    made = closed(document(Boat={"properties": fields}))
    assert made == document(
        Boat={"properties": {**fields, "properties": CLOSED}, "additionalProperties": False}
    )


def test_a_kind_is_what_carries_exactly_one_tag() -> None:
    def tagged(*tags: JsonObject) -> JsonObject:
        return {"x-kubernetes-group-version-kind": tags}

    boat = {"group": "toys.dev", "version": "v1", "kind": "Boat"}
    options = {"group": "", "version": "v1", "kind": "DeleteOptions"}
    schemas = document(Boat=tagged(boat), Part=OPEN, Options=tagged(boat, options))
    assert [*kinds(schemas)] == [Kind("toys.dev", "v1", "Boat", "Boat")]
    assert [*kinds({"openapi": "3.0.0"})] == []


def test_every_document_is_asked_for_at_the_address_that_the_index_gives() -> None:
    server: Mapping[str, JsonObject] = {
        "/openapi/v3": {"paths": {"apis/toys.dev/v1": {"serverRelativeURL": "/v3/toys?hash=1"}}},
        "/v3/toys?hash=1": document(Boat=OPEN),
    }
    assert [*published(server.__getitem__)] == [document(Boat=OPEN)]
