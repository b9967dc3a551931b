"""JSON schemas out of what an API server publishes about itself, closed against unknown fields."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from engine.embedded.pools import JsonObject

TAGS = "x-kubernetes-group-version-kind"
OPEN = "x-kubernetes-preserve-unknown-fields"
LISTS = ("allOf", "anyOf", "oneOf")
SINGLE = ("items", "not")


class Kind(NamedTuple):
    """A resource of the API, and the name of its schema in the document that holds it."""

    group: str
    version: str
    kind: str
    schema: str


def published(get: Callable[[str], JsonObject]) -> Iterator[JsonObject]:
    """Each document of an API server's OpenAPI; `get` asks it for a path."""
    paths = cast("Mapping[str, Mapping[str, str]]", get("/openapi/v3")["paths"])
    yield from (get(path["serverRelativeURL"]) for path in paths.values())


def closed(document: JsonObject) -> JsonObject:
    """The same document with every object schema that lists its fields refusing others."""
    return {**document, "components": {"schemas": {n: _closed(s) for n, s in _schemas(document)}}}


def kinds(document: JsonObject) -> Iterator[Kind]:
    """Each resource that a document has a schema of."""
    for name, schema in _schemas(document):
        tags = cast("Sequence[Mapping[str, str]]", schema.get(TAGS, ()))
        # What every group takes (DeleteOptions, WatchEvent) is no resource, and has many tags.
        if len(tags) == 1:
            yield Kind(tags[0]["group"], tags[0]["version"], tags[0]["kind"], name)


def _schemas(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    components = cast("Mapping[str, Mapping[str, JsonObject]]", document.get("components", {}))
    yield from components.get("schemas", {}).items()


def _closed(schema: JsonObject) -> JsonObject:
    made = dict(schema)
    for word in SINGLE:
        if isinstance(made.get(word), Mapping):
            made[word] = _closed(cast("JsonObject", made[word]))
    for word in LISTS:
        if word in made:
            made[word] = [_closed(part) for part in cast("Sequence[JsonObject]", made[word])]
    if isinstance(made.get("additionalProperties"), Mapping):
        made["additionalProperties"] = _closed(cast("JsonObject", made["additionalProperties"]))
    if "properties" in made:
        fields = cast("Mapping[str, JsonObject]", made["properties"])
        made["properties"] = {name: _closed(field) for name, field in fields.items()}
        if not made.get(OPEN):
            made.setdefault("additionalProperties", False)
    return made
