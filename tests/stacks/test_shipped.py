"""The stack files of this repository, read both ways and seen by the editor."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from stacks.file import Origin, read_stack, resolve_object
from stacks.show import render_show
from stacks.spec import StackSpec

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted([*ROOT.glob("Pulumi.*.yaml"), *ROOT.glob("systems/*/Pulumi.*.yaml")])


def test_there_are_shipped_stack_files():
    assert ROOT / "Pulumi.dev.yaml" in SHIPPED


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_shipped_stack_file_is_the_same_spec_read_with_and_without_positions(file: Path):
    loaded: Any = YAML(typ="safe", pure=True).load(file)
    origin = Origin(file, 0, 0)
    parsed = resolve_object(loaded["config"]["platform:spec"], file.parent, origin, StackSpec)
    read = read_stack(file, StackSpec)
    assert (parsed.spec, parsed.tree) == (read.spec, read.tree)
    assert YAML(typ="safe", pure=True).load(render_show(read)) == read.spec.model_dump(
        mode="json", exclude_none=True
    )


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_shipped_stack_file_names_the_schema_for_editors(file: Path):
    first, _, _ = file.read_text(encoding="utf-8").partition("\n")
    hint = "# yaml-language-server: $schema="
    assert first.startswith(hint)
    assert (file.parent / first.removeprefix(hint)).resolve() == ROOT / "docs/stack.schema.json"
