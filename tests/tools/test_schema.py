"""The schema that editors use for stack files."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from stacks.spec import StackSpec
from tests.stacks.toys import Stack
from tools.schema import DOCS, main, rendered, stack_file_schema

ROOT = DOCS.parent


def fits(schema: Any, value: object, root: Any) -> bool:
    """As much of JSON schema as the generated file uses."""
    if isinstance(schema, bool):
        return schema
    checks = [
        "$ref" not in schema or fits(root["$defs"][schema["$ref"].split("/")[-1]], value, root),
        "const" not in schema or value == schema["const"],
        "enum" not in schema or value in schema["enum"],
        "anyOf" not in schema or any(fits(s, value, root) for s in schema["anyOf"]),
        "oneOf" not in schema or [fits(s, value, root) for s in schema["oneOf"]].count(True) == 1,
        "type" not in schema or _has_type(schema["type"], value),
    ]
    if "if" in schema:
        branch = "then" if fits(schema["if"], value, root) else "else"
        checks.append(fits(schema[branch], value, root))
    if isinstance(value, dict):
        checks.append(_object_fits(schema, value, root))
    if isinstance(value, list) and "items" in schema:
        checks.append(all(fits(schema["items"], item, root) for item in value))
    if isinstance(value, str) and "pattern" in schema:
        checks.append(re.search(schema["pattern"], value) is not None)
    if isinstance(value, int | float):
        checks.append(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return all(checks)


def _has_type(name: str, value: object) -> bool:
    kinds = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, {"integer": int, "number": int | float, **kinds}[name])


def _object_fits(schema: Any, value: dict[str, object], root: Any) -> bool:
    properties, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    if not set(schema.get("required", [])) <= value.keys():
        return False
    for name, entry in value.items():
        rules = [properties[name]] if name in properties else []
        rules += [rule for pattern, rule in patterns.items() if re.search(pattern, name)]
        rules = rules or [schema.get("additionalProperties", True)]
        if not all(fits(rule, entry, root) for rule in rules):
            return False
    return all(fits(schema.get("propertyNames", True), name, root) for name in value)


SCHEMA: Any = json.loads(rendered(stack_file_schema(Stack)))


def accepts(spec: object) -> bool:
    return fits(
        SCHEMA, {"config": {"platform:spec": spec, "platform:key": {"secure": "v1"}}}, SCHEMA
    )


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"cluster": {"kind": "eks", "region": "x", "node_pools": {"a": {"size": "b"}}}},
        {"local": {"kind": "local"}, "workloads": {"web": {"image": "a", "calls": ["web"]}}},
        {"extends": "system.yaml", "cluster": {"region": "x"}},
        {"extends": "system.yaml", "workloads": {"web": None, "api": {"level": "info"}}},
        {"extends": "system.yaml", "cluster": {"node_pools": {"a": {"max_nodes": None}}}},
    ],
)
def test_what_the_reader_could_accept_is_accepted(spec: object):
    assert accepts(spec)


@pytest.mark.parametrize(
    "spec",
    [
        [],
        {"nope": 1},
        {"cluster": {"kind": "eks"}},
        {"cluster": {"region": "x"}},
        {"cluster": {"kind": "gke", "region": "x"}},
        {"workloads": {"web": {"image": 3}}},
        {"workloads": {"Web": {"image": "a"}}},
        {"workloads": {"web": None}},
        {"extends": 3},
        {"extends": "system.yaml", "nope": 1},
        {"extends": "system.yaml", "workloads": {"web": {"image": 3}}},
        {"extends": "system.yaml", "cluster": {"kind": "gke"}},
    ],
)
def test_what_the_reader_would_refuse_is_marked_in_the_editor(spec: object):
    assert not accepts(spec)


def test_what_the_engine_writes_into_a_stack_file_is_allowed_and_nothing_else():
    config = {"config": {"platform:spec": {}}}
    assert fits(SCHEMA, {**config, "encryptionsalt": "v1:x", "secretsprovider": "awskms"}, SCHEMA)
    assert not fits(SCHEMA, {**config, "encryptionsalts": "v1:x"}, SCHEMA)
    assert not fits(SCHEMA, {}, SCHEMA)


def test_base_documents_have_a_schema_of_their_own():
    base = {"$ref": "#/$defs/BaseDocument"}
    assert fits(base, {"workloads": {"web": {"image": "a"}}}, SCHEMA)
    assert not fits(base, {"config": {}}, SCHEMA)


def test_fields_are_described_for_the_editor():
    described = json.loads(rendered(stack_file_schema(StackSpec)))["$defs"]["StackSpec"]
    assert described["properties"]["cluster"]["description"].startswith("The Kubernetes cluster")


def test_check_tells_a_stale_file_from_a_fresh_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    docs = tmp_path / "docs"
    schema, reference = docs / "stack.schema.json", docs / "reference.md"
    assert main(["--check"], docs) == 1
    assert "docs/stack.schema.json is missing; run tools/schema" in capsys.readouterr().err
    assert main([], docs) == 0
    assert main(["--check"], docs) == 0
    for stale in (schema, reference):
        stale.write_text(stale.read_text() + " ")
        assert main(["--check"], docs) == 1
        assert f"{stale.name} is not in step with the code" in capsys.readouterr().err
        assert main([], docs) == 0


def test_every_reference_leads_somewhere():
    schema: Any = stack_file_schema(StackSpec)
    named = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema)))
    assert named <= schema["$defs"].keys()
