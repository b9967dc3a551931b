"""A recorded resource says everything the program said of it."""

import pulumi
import pulumi_kubernetes as k8s
import pytest

from tests import toys
from tests.plan import Recorded, Secret, plan, reveal

PREFIX = "urn:pulumi:dev::plinth::"
CLUSTER = f"{PREFIX}pulumi:providers:kubernetes::cluster"


def only(recorded: tuple[Recorded, ...]) -> Recorded:
    assert len(recorded) == 1
    return recorded[0]


def test_inputs_are_plain_json_with_camel_case_keys() -> None:
    def program() -> None:
        k8s.apps.v1.Deployment(
            "web",
            metadata={"name": "web"},
            spec={
                "replicas": 2,
                "selector": {"match_labels": {"app": "web"}},
                "template": {"spec": {"containers": [], "termination_grace_period_seconds": 30}},
            },
        )

    web = plan(program).one("kubernetes:apps/v1:Deployment", "web")
    assert web.inputs == {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "web"},
        "spec": {
            "replicas": 2,
            "selector": {"matchLabels": {"app": "web"}},
            "template": {"spec": {"containers": [], "terminationGracePeriodSeconds": 30}},
        },
    }
    assert type(web.at("spec", "replicas")) is int


def test_a_path_that_leads_nowhere_says_what_is_there() -> None:
    web = plan(lambda: toys.config_map("web", pulumi.ResourceOptions(), {"a": "b"}))
    recorded = web.one(toys.CONFIG_MAP, "web")
    with pytest.raises(LookupError, match=r"at \['data'\]: no 'c' among \['a'\]"):
        recorded.at("data", "c")


def test_secrets_stay_marked_in_inputs_ids_apart() -> None:
    def program() -> None:
        key = pulumi.Output.secret("sentinel")
        toys.config_map("map", pulumi.ResourceOptions(), {"open": "yes", "hidden": key})

    data = plan(program).one(toys.CONFIG_MAP, "map")
    assert data.at("data", "hidden") == Secret("sentinel")
    assert reveal(data.at("data")) == {"open": "yes", "hidden": "sentinel"}


def test_what_lies_inside_a_secret_comes_out_secret() -> None:
    def program() -> None:
        k8s.core.v1.Secret("key", metadata={"name": "key"}, string_data={"k": "plain"})

    assert plan(program).one(toys.SECRET, "key").at("stringData", "k") == Secret("plain")


def test_an_additional_secret_output_comes_back_secret() -> None:
    def program() -> None:
        options = pulumi.ResourceOptions(additional_secret_outputs=["data"])
        pulumi.export("data", toys.config_map("map", options, {"k": "v"}).data)

    planned = plan(program)
    assert planned.outputs == {"data": Secret({"k": "v"})}
    assert planned.one(toys.CONFIG_MAP, "map").at("data") == {"k": "v"}, "the input stays as given"


def test_every_option_of_a_resource_is_recorded() -> None:
    def program() -> None:
        wall = toys.config_map("wall", pulumi.ResourceOptions())
        options = pulumi.ResourceOptions(
            provider=toys.provider(),
            protect=True,
            ignore_changes=["data"],
            depends_on=[wall],
            additional_secret_outputs=["data"],
            retain_on_delete=True,
            deleted_with=wall,
            delete_before_replace=True,
            custom_timeouts=pulumi.CustomTimeouts(create="10m"),
        )
        toys.config_map("door", options)

    planned = plan(program)
    door = planned.one(toys.CONFIG_MAP, "door")
    wall = planned.one(toys.CONFIG_MAP, "wall")
    assert (door.provider, wall.provider) == (CLUSTER, None)
    assert (door.protect, wall.protect) == (True, False)
    assert (door.ignore_changes, wall.ignore_changes) == (("data",), ())
    assert (door.depends_on, wall.depends_on) == ((wall.urn,), ())
    assert (door.additional_secret_outputs, wall.additional_secret_outputs) == (("data",), ())
    assert (door.retain_on_delete, wall.retain_on_delete) == (True, False)
    assert (door.deleted_with, wall.deleted_with) == (wall.urn, None)
    assert (door.delete_before_replace, wall.delete_before_replace) == (True, None)
    assert (door.custom_timeouts, wall.custom_timeouts) == ({"create": "10m"}, {})


def test_provider_and_protection_pass_from_a_component_to_all_below_it() -> None:
    def program() -> None:
        keep = toys.config_map("keep", pulumi.ResourceOptions())
        options = pulumi.ResourceOptions(
            provider=toys.provider(), protect=True, retain_on_delete=True, deleted_with=keep
        )
        toys.Town("oak", options)

    planned = plan(program)
    door = planned.one(toys.CONFIG_MAP, "oak-main-1")
    assert (door.provider, door.protect, door.retain_on_delete) == (CLUSTER, True, True)
    assert door.deleted_with == planned.one(toys.CONFIG_MAP, "keep").urn


def test_an_input_taken_from_another_resource_is_a_dependency() -> None:
    def program() -> None:
        wall = toys.config_map("wall", pulumi.ResourceOptions())
        toys.config_map("door", pulumi.ResourceOptions(), {"in": wall.metadata.name})

    planned = plan(program)
    door = planned.one(toys.CONFIG_MAP, "door")
    assert door.depends_on == (planned.one(toys.CONFIG_MAP, "wall").urn,)


def test_aliases_are_recorded_as_the_urns_they_stand_for() -> None:
    formerly = [
        pulumi.Alias(name="ash"),
        pulumi.Alias(type_="plinth:old:Street"),
        pulumi.Alias(name="lane", parent=pulumi.ROOT_STACK_RESOURCE),
        "urn:pulumi:dev::old::plinth:toys:Street::ash",
    ]

    def program() -> None:
        town = toys.Town("oak", pulumi.ResourceOptions(provider=toys.provider()))
        toys.Street("elm", pulumi.ResourceOptions(parent=town, aliases=formerly))

    assert plan(program).one(toys.STREET, "elm").aliases == (
        "urn:pulumi:dev::old::plinth:toys:Street::ash",
        f"{PREFIX}plinth:toys:Street::lane",
        f"{PREFIX}plinth:toys:Town$plinth:old:Street::elm",
        f"{PREFIX}plinth:toys:Town$plinth:toys:Street::ash",
    )


def test_a_component_shows_what_it_registered() -> None:
    planned = plan(toys.town)
    assert planned.one(toys.HOUSE, "oak-main-1").outputs == {"door": "oak-main-1"}
    assert planned.one(toys.STREET, "oak-main").outputs == {}
    assert only(plan(lambda: toys.Unfinished("x")).resources).outputs is None
