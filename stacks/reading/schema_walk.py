"""Where in the YAML an error of pydantic belongs, found by walking the model's schema beside it.

Pydantic's own path holds the tags of unions (`cluster.eks.node_pools`), which nobody has written.
A tag can have the same name as a field, so only the schema tells them apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, cast

from pydantic import BaseModel

from stacks.reading.tree import KeyPath

Schema: TypeAlias = Mapping[str, object]
_KEY_MARK: Final = "[key]"
_INNER: Final = ("schema", "lax_schema", "json_schema", "return_schema")


@dataclass(frozen=True, slots=True)
class Place:
    """What the walk has come to.

    `tag` and `kinds` belong to the tagged union passed last, `choice` to the outermost plain one.
    """

    path: KeyPath
    schema: Schema | None
    definitions: Mapping[str, Schema]
    is_name: bool = False
    """The name of a mapping's entry is meant, not its value."""
    tag: str | None = None
    kinds: Mapping[str, Schema] | None = None
    choice: tuple[KeyPath, str] | None = None
    """Path of the union and pydantic's label of the member that was tried."""

    def fields(self) -> tuple[str, ...]:
        """The field names of the model here; none when it is no model."""
        return _field_names(self.schema, self.definitions)

    def retired(self, name: str) -> str | None:
        """Why the model here has no such field any more or never will, if it says so."""
        model = _model(self.schema, self.definitions)
        told: Mapping[str, str] = getattr(model, "RETIRED", {})
        return told.get(name)

    def other_kinds_with(self, name: str) -> tuple[str, ...]:
        """The tags of the union's other members that do have this field."""
        kinds = self.kinds or {}
        return tuple(
            tag
            for tag, schema in kinds.items()
            if tag != self.tag and name in _field_names(schema, self.definitions)
        )

    def discriminator(self) -> str | None:
        """The field that names the kind, of the tagged union here.

        For a callable discriminator it is the field that holds exactly the tag in every member.
        """
        union = _unwrapped(self.schema, self.definitions)
        if union is None or union.get("type") != "tagged-union":
            return None
        named = union.get("discriminator")
        if isinstance(named, str):
            return named
        choices = _choices(union)
        for name in _field_names(self._leaf(next(iter(choices.values()))), self.definitions):
            if all(self._expects(choices[tag], name) == [tag] for tag in choices):
                return name
        return None

    def tags(self) -> tuple[str, ...]:
        """The kinds that the tagged union here knows."""
        union = _unwrapped(self.schema, self.definitions)
        return tuple(_choices(union)) if union is not None else ()

    def expected(self) -> tuple[str, ...]:
        """The texts that a literal or an enum here allows."""
        schema = _unwrapped(self.schema, self.definitions) or {}
        allowed = cast("Sequence[object]", schema.get("expected") or schema.get("members") or ())
        return tuple(str(getattr(each, "value", each)) for each in allowed)

    def _leaf(self, choice: Schema) -> Schema:
        """A member of the union, and of the one that stands in its place, if one does."""
        inner = _unwrapped(choice, self.definitions)
        if inner is None or inner.get("type") != "tagged-union":
            return choice
        return self._leaf(next(iter(_choices(inner).values())))

    def _expects(self, choice: Schema, name: str) -> object:
        field = _fields(self._leaf(choice), self.definitions).get(name)
        literal = _unwrapped(field, self.definitions)
        return None if literal is None else literal.get("expected")


def walk(model: type[BaseModel], location: Sequence[str | int]) -> Place:
    """Follow pydantic's error location through the model's schema."""
    root = cast("Schema", model.__pydantic_core_schema__)
    definitions: dict[str, Schema] = {}
    if root.get("type") == "definitions":
        for definition in cast("list[Schema]", root["definitions"]):
            definitions[str(definition["ref"])] = definition
    place = Place((), root, definitions)
    for part in location:
        place = _step(place, part)
    return place


def _step(place: Place, part: str | int) -> Place:
    schema = _unwrapped(place.schema, place.definitions)
    if part == _KEY_MARK:
        return replace(place, is_name=True)
    match schema.get("type") if schema is not None else None:
        case "tagged-union" if schema is not None:
            kinds = _choices(schema)
            return replace(place, schema=kinds.get(str(part)), tag=str(part), kinds=kinds)
        case "union" if schema is not None:
            choice = place.choice or (place.path, str(part))
            return replace(place, schema=_member(schema, str(part), place), choice=choice)
        case "model-fields" if schema is not None:
            below = _fields(schema, place.definitions).get(str(part))
        case "dict" if schema is not None:
            below = cast("Schema | None", schema.get("values_schema"))
        case "list" | "set" | "frozenset" if schema is not None:
            below = cast("Schema | None", schema.get("items_schema"))
        case "tuple" if schema is not None:
            below = _tuple_item(schema, part)
        case _:
            below = None
    return replace(place, path=(*place.path, part), schema=below, tag=None, kinds=None)


def _model(schema: Schema | None, definitions: Mapping[str, Schema]) -> object:
    """The class of the model here; none when it is no model."""
    while schema is not None and schema.get("type") != "model":
        if schema.get("type") == "definition-ref":
            schema = definitions.get(str(schema["schema_ref"]))
            continue
        inner = next((schema[key] for key in _INNER if key in schema), None)
        schema = cast("Schema", inner) if isinstance(inner, Mapping) else None
    return schema["cls"] if schema is not None else None


def _unwrapped(schema: Schema | None, definitions: Mapping[str, Schema]) -> Schema | None:
    while schema is not None:
        if schema.get("type") == "definition-ref":
            schema = definitions.get(str(schema["schema_ref"]))
            continue
        if schema.get("type") == "chain":
            schema = cast("list[Schema]", schema["steps"])[0]
            continue
        inner = next((schema[key] for key in _INNER if key in schema), None)
        if not isinstance(inner, Mapping):
            return schema
        schema = cast("Schema", inner)
    return None


def _choices(union: Schema) -> Mapping[str, Schema]:
    choices = union.get("choices")
    if not isinstance(choices, Mapping):
        return {}
    return {str(tag): schema for tag, schema in cast("Mapping[object, Schema]", choices).items()}


def _fields(schema: Schema | None, definitions: Mapping[str, Schema]) -> Mapping[str, Schema]:
    inner = _unwrapped(schema, definitions)
    if inner is None or inner.get("type") != "model-fields":
        return {}
    fields = cast("Mapping[str, Schema]", inner["fields"])
    return {str(field.get("validation_alias", name)): field for name, field in fields.items()}


def _field_names(schema: Schema | None, definitions: Mapping[str, Schema]) -> tuple[str, ...]:
    return tuple(_fields(schema, definitions))


def _member(union: Schema, label: str, place: Place) -> Schema | None:
    """The member of a plain union that has the label: `Web` or `function-after[check(), Web]`."""
    label = label.rstrip("]").rpartition(", ")[2]
    for choice in cast("list[Schema | tuple[Schema, str]]", union["choices"]):
        schema = choice[0] if isinstance(choice, tuple) else choice
        if label in _labels(schema, place.definitions):
            return schema
    return None


def _labels(schema: Schema, definitions: Mapping[str, Schema]) -> set[str]:
    labels = {str(schema.get("type"))}
    if schema.get("type") == "definition-ref":
        schema = definitions.get(str(schema["schema_ref"]), {})
    while isinstance(schema.get("schema"), Mapping) and schema.get("type") != "model":
        schema = cast("Schema", schema["schema"])
    cls = schema.get("cls")
    return labels | ({cls.__name__} if isinstance(cls, type) else set())


def _tuple_item(schema: Schema, part: str | int) -> Schema | None:
    items = cast("list[Schema]", schema.get("items_schema", []))
    if not isinstance(part, int) or not items:
        return None
    return items[min(part, len(items) - 1)]
