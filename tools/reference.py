"""The users' reference: every field of a stack file, from the specs' own docstrings."""

import json
from collections.abc import Iterator, Mapping
from typing import cast

from pydantic import BaseModel

Schema = Mapping[str, object]
_DEFS = "#/$defs/"
_HEAD = """# Reference

Every field of `platform:spec`, written by `tools/schema` from the specs themselves. Where something
may be of several kinds, its `kind` tells which (for local clusters also `distribution`).
"""


def reference(model: type[BaseModel]) -> str:
    """Return the reference as Markdown, the whole stack first and the rest by name."""
    whole = cast("Schema", model.model_json_schema())
    definitions = cast("Mapping[str, Schema]", whole.get("$defs", {}))
    sections = [_section(model.__name__, whole)]
    sections += [_section(name, definitions[name]) for name in sorted(definitions)]
    return "\n".join([_HEAD, *sections])


def _section(name: str, schema: Schema) -> str:
    properties = cast("Mapping[str, Schema]", schema.get("properties", {}))
    required = cast("list[str]", schema.get("required", []))
    lines = [f"## {title(name)}", "", str(schema.get("description", "")), ""]
    if properties:
        lines += ["| Field | Type | Default | Meaning |", "|---|---|---|---|"]
        lines += [_row(n, p, n in required) for n, p in properties.items()]
    return "\n".join([*lines, ""])


def title(name: str) -> str:
    """Return a spec's name as a reader knows it: `WebSpec` is `Web`."""
    return name.removesuffix("Spec")


def _row(name: str, schema: Schema, required: bool) -> str:  # noqa: FBT001 - a fact of the schema
    default = "required" if required else _default(schema)
    meaning = str(schema.get("description", "")).replace("\n", " ").replace("|", "\\|")
    return f"| `{name}` | {' or '.join(_types(schema))} | {default} | {meaning} |"


def _default(schema: Schema) -> str:
    value = schema.get("default")
    if value is None or isinstance(value, dict | list):
        return ""
    return f"`{value if isinstance(value, str) else json.dumps(value)}`"


def _types(schema: Schema) -> Iterator[str]:
    """Say what a value may be, each possibility once and no link twice."""
    for key in ("anyOf", "oneOf"):
        if key in schema:
            for part in cast("list[Schema]", schema[key]):
                yield from _types(part)
            return
    if "$ref" in schema:
        name = title(str(schema["$ref"]).removeprefix(_DEFS))
        yield f"[{name}](#{name.lower()})"
    elif "const" in schema:
        yield f"`{schema['const']}`"
    elif "enum" in schema:
        yield from (f"`{choice}`" for choice in cast("list[object]", schema["enum"]))
    elif schema.get("type") == "array":
        items = cast("Schema", schema.get("items", {}))
        yield f"list of {' or '.join(_types(items)) or 'anything'}"
    elif schema.get("type") == "object":
        yield f"map of {' or '.join(_entries(schema)) or 'anything'}"
    elif schema.get("type") != "null":
        yield str(schema.get("type", "anything"))


def _entries(schema: Schema) -> Iterator[str]:
    patterns = cast("Mapping[str, Schema]", schema.get("patternProperties", {}))
    additional = schema.get("additionalProperties")
    for part in [*patterns.values(), *([additional] if isinstance(additional, dict) else [])]:
        yield from _types(cast("Schema", part))
