"""Writes what docs/ says of specs, rules and reports, from the code itself."""

import argparse
import copy
import json
import sys
from pathlib import Path
from typing import TypeAlias, cast

from pydantic import BaseModel

from tools.reference import reference
from tools.rules import rules_page

Schema: TypeAlias = dict[str, object]

DOCS = Path(__file__).resolve().parent.parent / "docs"
PATCH_SUFFIX = "Patch"
_REFERENCE = "#/$defs/"
_EXTENDS: Schema = {
    "description": "A base document that this object is merged over (JSON merge patch: null removes"
    " a field, another kind replaces the object), relative to this file.",
    "type": "string",
    "examples": ["system.yaml"],
}


def stack_file_schema(model: type[BaseModel]) -> Schema:
    """The JSON schema (draft 2020-12) of a whole stack file around the model.

    With `extends` the object is a patch: nothing is required and null removes. Base documents are
    patches too; editors find their schema under #/$defs/BaseDocument.
    """
    whole = model.model_json_schema(ref_template=f"{_REFERENCE}{{model}}")
    definitions = cast("dict[str, Schema]", whole.pop("$defs", {}))
    definitions[model.__name__] = whole
    for schema in definitions.values():
        _close_names(schema)
    patches = {name + PATCH_SUFFIX: _patch(schema) for name, schema in definitions.items()}
    for name in (model.__name__, model.__name__ + PATCH_SUFFIX):
        target = definitions if name in definitions else patches
        _properties(target[name])["extends"] = _EXTENDS
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "plinth stack file",
        "type": "object",
        "required": ["config"],
        "properties": {
            "config": {
                "type": "object",
                "required": ["platform:spec"],
                "properties": {"platform:spec": _spec_or_patch(model.__name__)},
                "additionalProperties": True,
            },
            **_engine_keys(),
        },
        "additionalProperties": False,
        "$defs": {
            **definitions,
            **patches,
            "BaseDocument": {"$ref": f"{_REFERENCE}{model.__name__}{PATCH_SUFFIX}"},
        },
    }


def rendered(schema: Schema) -> str:
    """The text of the file, the same for the same schema."""
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None, docs: Path = DOCS) -> int:
    """Write the files, or with --check say whether they are in step with the code."""
    parser = argparse.ArgumentParser(prog="tools/schema", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when stale")
    from proof.registry import all_rules
    from proof.report.json_report import CheckReport
    from stacks.spec import StackSpec

    wanted = {
        docs / "check.schema.json": rendered(CheckReport.model_json_schema(mode="serialization")),
        docs / "reference.md": reference(StackSpec),
        docs / "rules.md": rules_page(all_rules()),
        docs / "stack.schema.json": rendered(stack_file_schema(StackSpec)),
    }
    checks = parser.parse_args(arguments).check
    stale = [path for path, text in wanted.items() if _present(path) != text]
    for path in stale:
        if checks:
            state = "is not in step with the code" if path.exists() else "is missing"
            sys.stderr.write(f"docs/{path.name} {state}; run tools/schema and commit it\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if checks and stale else 0


def _present(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _spec_or_patch(name: str) -> Schema:
    return {
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": f"{_REFERENCE}{name}{PATCH_SUFFIX}"},
        "else": {"$ref": f"{_REFERENCE}{name}"},
    }


def _engine_keys() -> Schema:
    """What the engine itself writes into a stack file."""
    return {
        "encryptionsalt": {"type": "string"},
        "encryptedkey": {"type": "string"},
        "secretsprovider": {"type": "string"},
        "environment": {},
    }


def _close_names(part: object) -> None:
    """Refuse names that break their pattern; pydantic only says what holds for those that fit."""
    if isinstance(part, list):
        for each in cast("list[object]", part):
            _close_names(each)
    if isinstance(part, dict):
        schema = cast("Schema", part)
        for each in schema.values():
            _close_names(each)
        if isinstance(schema.get("patternProperties"), dict):
            schema.setdefault("additionalProperties", False)


def _patch(schema: Schema) -> Schema:
    """The schema of a merge patch: parts may be missing, and null removes an entry of a mapping."""
    patch = cast("Schema", _relaxed(copy.deepcopy(schema)))
    if isinstance(patch.get("title"), str):
        patch["title"] = f"{patch['title']} (patch)"
    return patch


def _relaxed(part: object) -> object:
    if isinstance(part, list):
        return [_relaxed(each) for each in cast("list[object]", part)]
    if not isinstance(part, dict):
        return part
    relaxed: Schema = {}
    for key, value in cast("Schema", part).items():
        match key:
            case "required" | "discriminator" | "minProperties" | "default":
                continue
            case "const" | "enum" | "examples":
                relaxed[key] = value
            case "oneOf":
                # Without its kind a patch can fit more than one member.
                relaxed["anyOf"] = _relaxed(value)
            case "$ref":
                relaxed[key] = f"{value}{PATCH_SUFFIX}"
            case "properties" | "patternProperties":
                entries = cast("Schema", value)
                relaxed[key] = {name: _or_null(_relaxed(each)) for name, each in entries.items()}
            case "additionalProperties" if isinstance(value, dict):
                relaxed[key] = _or_null(_relaxed(cast("Schema", value)))
            case _:
                relaxed[key] = _relaxed(value)
    return relaxed


def _or_null(schema: object) -> Schema:
    inner = dict(cast("Schema", schema))
    described = {"description": inner.pop("description")} if "description" in inner else {}
    return {**described, "anyOf": [inner, {"type": "null"}]}


def _properties(schema: Schema) -> Schema:
    return cast("Schema", schema["properties"])


if __name__ == "__main__":
    sys.exit(main())
