"""Every shipped stack builds, keeps the house rules, and keeps its identities."""

import re

import pytest

from cli.target import CHECKOUT, Target
from tests.golden import golden
from tests.plan import assert_house_rules
from tests.shipped import SHIPPED, planned, resolved, sentinel, supplied_secrets

HINT = "# yaml-language-server: $schema="
EVERY_STACK = pytest.mark.parametrize("target", SHIPPED, ids=lambda target: target.reference)


def test_every_stack_file_of_the_repository_is_among_them() -> None:
    files = {*CHECKOUT.glob("Pulumi.*.yaml"), *CHECKOUT.glob("systems/*/Pulumi.*.yaml")}
    assert {target.file for target in SHIPPED} == files
    assert {"dev", "prod", "gpx-tracker/dev"} <= {target.reference for target in SHIPPED}


@EVERY_STACK
def test_its_plan_keeps_the_house_rules(target: Target) -> None:
    secrets = [sentinel(name) for name in supplied_secrets(resolved(target))]
    assert_house_rules(planned(target), sentinels=secrets)


@EVERY_STACK
def test_its_identities_change_on_purpose_only(
    target: Target, request: pytest.FixtureRequest
) -> None:
    urns = "\n".join(planned(target).urns)
    golden(f"urns.{target.project}-{target.stack}", urns, request)


@EVERY_STACK
def test_its_file_and_what_it_extends_lead_editors_to_the_schema(target: Target) -> None:
    files = {target.file, *(o.file for o in resolved(target).origins.values())}
    assert len(files) == 2, "the stack file and one base document"
    for file in files:
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith(HINT), f"{file.name} begins with {first}"
        schema, _, part = first.removeprefix(HINT).partition("#")
        assert (file.parent / schema).resolve() == CHECKOUT / "docs" / "stack.schema.json"
        assert (file.parent / schema).is_file()
        assert part == ("" if file == target.file else "/$defs/BaseDocument")


@EVERY_STACK
def test_its_labels_name_owner_system_and_environment(target: Target) -> None:
    labels = resolved(target).spec.labels
    assert set(labels) >= {"owner", "system"}
    assert labels["environment"] == target.stack


@EVERY_STACK
def test_it_says_in_its_file_that_only_plinths_providers_are_used(target: Target) -> None:
    assert [key.name for key in resolved(target).config] == ["pulumi:disable-default-providers"]


@EVERY_STACK
def test_its_images_are_pinned(target: Target) -> None:
    for name, workload in resolved(target).spec.workloads.items():
        assert re.search(r":(?!latest$)[\w.-]+$", workload.image), f"{name}: {workload.image}"
        assert "." in workload.image.partition("/")[0], f"{name} names no registry"
