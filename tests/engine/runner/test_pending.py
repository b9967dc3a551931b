"""What a run that was cut off left unsettled, and how it is settled."""

from collections.abc import Mapping
from typing import cast

import pytest
from pydantic import JsonValue

from engine.runner.pending import Pending, Resource, pending, settled, unfinished_deletions

STACK = "urn:pulumi:dev::toy::pulumi:pulumi:Stack::toy-dev"


def urn(kind: str, name: str) -> str:
    return f"urn:pulumi:dev::toy::{kind}::{name}"


def resource(kind: str, name: str, inputs: dict | None = None, **more):
    return {"urn": urn(kind, name), "custom": True, "type": kind, "inputs": inputs or {}, **more}


def config_map(name: str = "settings", namespace: str | None = "app", **more):
    metadata = {"name": name} | ({"namespace": namespace} if namespace else {})
    return resource("kubernetes:core/v1:ConfigMap", name, {"metadata": metadata}, **more)


def latest(*operations: tuple[str, dict], resources: tuple[dict, ...] = ()):
    steps = [{"type": operation, "resource": each} for operation, each in operations]
    return {"manifest": {"magic": "m"}, "resources": [*resources], "pending_operations": steps}


def resources_of(deployment: Mapping[str, JsonValue]) -> list[Resource]:
    return cast("list[Resource]", deployment["resources"])


CLUSTER = resource(
    "pulumi-python:dynamic/plinth:KwokCluster", "main", {"__provider": "code", "name": "toy"}
)
TEXT = resource("pulumi-python:dynamic/plinth:GeneratedSecret", "text", {"length": 20})
PROVIDER = resource("pulumi:providers:kubernetes", "main", {"kubeconfig": "k"})
COMPONENT = {**resource("plinth:workload:Web", "web", {"name": "web"}), "custom": False}


def test_nothing_is_pending_in_a_new_stack():
    assert pending(None) == pending({}) == []


def test_a_pending_step_is_named_with_what_it_would_be():
    assert pending(latest(("creating", config_map()))) == [
        Pending(
            operation="creating",
            urn=urn("kubernetes:core/v1:ConfigMap", "settings"),
            type="kubernetes:core/v1:ConfigMap",
            id="app/settings",
            replaced=False,
        )
    ]


@pytest.mark.parametrize(
    ("made", "identifier"),
    [
        (config_map(), "app/settings"),
        (config_map(namespace=None), "settings"),
        (CLUSTER, "toy"),
        (TEXT, None),
        (PROVIDER, None),
        (COMPONENT, None),
        (resource("kubernetes:core/v1:ConfigMap", "x", {"metadata": {}}), None),
        (resource("aws:ec2/vpc:Vpc", "x", {"name": "x"}), None),
    ],
    ids=["object", "clusterwide", "cluster", "text", "provider", "component", "nameless", "cloud"],
)
def test_an_id_is_known_only_where_it_follows_from_the_inputs(made, identifier: str | None):
    (step,) = pending(latest(("creating", made)))
    assert step.id == identifier


def test_a_creation_with_a_known_id_is_recorded_behind_everything_else():
    after = settled(latest(("creating", config_map()), resources=(PROVIDER,)))
    assert after["resources"] == [PROVIDER, {**config_map(), "id": "app/settings", "outputs": {}}]


def test_a_dynamic_resource_keeps_its_providers_code_so_that_it_can_be_read():
    (recorded,) = resources_of(settled(latest(("creating", CLUSTER))))
    assert recorded == {**CLUSTER, "id": "toy", "outputs": CLUSTER["inputs"]}


def test_a_creation_that_leaves_nothing_behind_is_forgotten():
    steps = [("creating", each) for each in (TEXT, PROVIDER, COMPONENT)]
    assert settled(latest(*steps))["resources"] == []


def test_nothing_is_pending_any_more_and_the_rest_is_as_it_was():
    before = latest(("creating", config_map()), ("updating", TEXT), resources=(TEXT,))
    after = settled(before)
    assert "pending_operations" not in after
    assert after["manifest"] == before["manifest"]
    assert pending(after) == []


def test_the_state_that_was_read_is_not_changed():
    old = config_map(id="app/settings")
    before = latest(("creating", config_map()), resources=(old,))
    settled(before)
    assert before["resources"] == [config_map(id="app/settings")]


def test_an_old_object_that_the_new_one_replaces_is_left_for_deletion():
    old = config_map(id="app/old")
    after = settled(latest(("creating", config_map()), resources=(old,)))
    assert [(r["id"], r.get("delete")) for r in resources_of(after)] == [
        ("app/old", True),
        ("app/settings", None),
    ]


def test_an_old_object_that_was_deleted_before_its_replacement_is_dropped():
    old = config_map(id="app/settings", pendingReplacement=True)
    after = settled(latest(("creating", config_map()), resources=(old,)))
    assert after["resources"] == [{**config_map(), "id": "app/settings", "outputs": {}}]


def test_an_older_replaced_object_waits_for_its_deletion_as_before():
    old = config_map(id="app/old", delete=True)
    after = settled(latest(("creating", config_map()), resources=(old,)))
    assert resources_of(after)[0] == old


def test_only_deletions_that_nobody_else_carries_through_are_unfinished():
    steps = pending(
        latest(
            ("deleting", config_map("a", id="app/a")),
            ("deleting", config_map("b", id="app/b", delete=True)),
            ("creating", config_map("c")),
            ("updating", config_map("d", id="app/d")),
        )
    )
    assert unfinished_deletions(steps) == [urn("kubernetes:core/v1:ConfigMap", "a")]


def test_a_pending_step_is_called_by_its_name_in_the_program():
    assert pending(latest(("creating", config_map())))[0].name == "settings"
