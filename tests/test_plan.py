"""The recording engine records what the real engine would be asked for, and refuses the rest."""

import asyncio
import contextvars
import threading
from collections.abc import Mapping, Sequence

import pulumi
import pulumi_kubernetes as k8s
import pytest
from pulumi.runtime import settings as runtime_settings

from tests import toys
from tests.plan import (
    DuplicateUrnError,
    ProviderCallError,
    Secret,
    UnsupportedError,
    Wire,
    plan,
)

PREFIX = "urn:pulumi:dev::plinth::"
CLUSTER = f"{PREFIX}pulumi:providers:kubernetes::cluster"
DOOR_CHAIN = "plinth:toys:Town$plinth:toys:Street$plinth:toys:House$kubernetes:core/v1:ConfigMap"


def test_a_urn_holds_the_types_of_all_its_parents() -> None:
    door = plan(toys.town).one(toys.CONFIG_MAP, "oak-main-1")
    assert door.urn == f"{PREFIX}{DOOR_CHAIN}::oak-main-1"


def test_the_stack_and_project_are_those_asked_for() -> None:
    planned = plan(toys.provider, stack="prod", project="shop")
    assert planned.urns == ("urn:pulumi:prod::shop::pulumi:providers:kubernetes::cluster",)


def test_the_urns_of_a_nested_town_are_complete_and_sorted() -> None:
    street = f"{PREFIX}plinth:toys:Town$plinth:toys:Street"
    assert plan(toys.town).urns == (
        f"{PREFIX}{DOOR_CHAIN}::oak-main-1",
        f"{PREFIX}{DOOR_CHAIN}::oak-main-2",
        f"{street}$plinth:toys:House::oak-main-1",
        f"{street}$plinth:toys:House::oak-main-2",
        f"{street}::oak-main",
        f"{PREFIX}plinth:toys:Town::oak",
        CLUSTER,
    )


def test_the_order_of_registration_does_not_show() -> None:
    names = [f"map-{number}" for number in range(20)]

    def urns(order: Sequence[str]) -> tuple[str, ...]:
        return plan(lambda: [toys.config_map(n, pulumi.ResourceOptions()) for n in order]).urns

    assert urns(names) == urns(names[::-1]) == tuple(sorted(urns(names)))


def test_duplicate_urns_are_refused_and_the_way_out_is_named() -> None:
    def two_hamlets() -> None:
        toys.Hamlet("north")
        toys.Hamlet("south")

    with pytest.raises(DuplicateUrnError, match=r"ConfigMap::well: .*derive the child's name"):
        plan(two_hamlets)


def test_a_look_up_by_function_is_refused() -> None:
    def program() -> None:
        pulumi.runtime.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", {})

    with pytest.raises(ProviderCallError, match=r"getAvailabilityZones: it must be a pure"):
        plan(program)


def test_reading_an_object_made_elsewhere_is_refused() -> None:
    with pytest.raises(ProviderCallError, match=r"read kubernetes:core/v1:Service 'dns'"):
        plan(lambda: k8s.core.v1.Service.get("dns", "kube-system/kube-dns"))


def test_a_stack_reference_is_refused() -> None:
    with pytest.raises(ProviderCallError, match=r"read pulumi:pulumi:StackReference"):
        plan(lambda: pulumi.StackReference("someone/else/prod"))


def test_a_transform_is_refused_because_it_would_not_run() -> None:
    def unchanged(_: pulumi.ResourceTransformArgs) -> None:
        return None

    options = pulumi.ResourceOptions(transforms=[unchanged])
    with pytest.raises(UnsupportedError, match="use `transformations`"):
        plan(lambda: toys.config_map("map", options))


def test_transformations_run_inside_the_program() -> None:
    def relabel(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
        return pulumi.ResourceTransformationResult({**args.props, "data": {"by": "us"}}, args.opts)

    options = pulumi.ResourceOptions(transformations=[relabel])
    planned = plan(lambda: toys.config_map("map", options))
    assert planned.one(toys.CONFIG_MAP, "map").at("data") == {"by": "us"}


def test_a_text_made_of_an_output_raises() -> None:
    def program() -> None:
        door = toys.config_map("door", pulumi.ResourceOptions())
        toys.config_map(f"{door.id}-frame", pulumi.ResourceOptions())

    with pytest.raises(Exception, match=r"^Calling __str__ on an Output"):
        plan(program)


def test_an_error_of_the_program_comes_through_as_it_is() -> None:
    def program() -> None:
        toys.config_map("door", pulumi.ResourceOptions()).id.apply(lambda _: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        plan(program)


def test_secret_outputs_are_marked_in_the_exports() -> None:
    def program() -> None:
        secret = k8s.core.v1.Secret("key", metadata={"name": "key"}, string_data={"k": "plain"})
        pulumi.export("name", secret.metadata.name)
        pulumi.export("key", secret.string_data)

    assert plan(program).outputs == {"name": "key", "key": Secret({"k": "plain"})}


def test_a_kubernetes_id_is_namespace_and_name() -> None:
    def program() -> None:
        pulumi.export("map", toys.config_map("map", pulumi.ResourceOptions()).id)
        pulumi.export("space", k8s.core.v1.Namespace("toys", metadata={"name": "toys"}).id)
        pulumi.export("mill", toys.Mill("mill", "rye").id)

    assert plan(program).outputs == {"map": "toys/map", "space": "toys", "mill": "mill-id"}


def test_a_dynamic_resource_answers_with_what_the_test_gives() -> None:
    def answer(inputs: Mapping[str, Wire]) -> dict[str, Wire]:
        return {"id": "m-1", "flour": Secret(f"ground {inputs['grain']}")}

    def program() -> None:
        mill = toys.Mill("mill", "rye")
        pulumi.export("flour", mill.flour)
        pulumi.export("id", mill.id)

    planned = plan(program, answers={toys.MILL: answer})
    assert planned.outputs == {"flour": Secret("ground rye"), "id": "m-1"}
    assert planned.one(toys.MILL, "mill").inputs == {"grain": "rye"}


def test_config_and_secrets_are_read_under_their_full_keys() -> None:
    def program() -> None:
        config = pulumi.Config("platform")  # noqa: TID251 the engine's own configuration
        pulumi.export("spec", config.require("spec"))
        pulumi.export("key", config.require_secret("key"))

    planned = plan(program, config={"platform:spec": "s"}, secrets={"platform:key": "k"})
    assert planned.outputs == {"spec": "s", "key": Secret("k")}


def test_children_are_the_direct_ones() -> None:
    planned = plan(toys.town)
    street = planned.one(toys.STREET, "oak-main")
    assert [child.name for child in planned.children(street.urn)] == ["oak-main-1", "oak-main-2"]
    assert planned.one(toys.TOWN, "oak").parent_urn is None
    assert street.parent_urn == planned.one(toys.TOWN, "oak").urn


def test_a_wrong_name_is_answered_with_the_nearest_ones() -> None:
    message = r"no plinth:toys:House 'oak-main-3'; nearest:\n  plinth:toys:House oak-main-[12]"
    with pytest.raises(LookupError, match=message):
        plan(toys.town).one(toys.HOUSE, "oak-main-3")


def test_a_name_under_two_parents_is_answered_with_both() -> None:
    def program() -> None:
        toys.Street("elm", pulumi.ResourceOptions(parent=toys.Unfinished("a")))
        toys.Street("elm")

    with pytest.raises(LookupError, match=r"2 resources are plinth:toys:Street 'elm'"):
        plan(program).one(toys.STREET, "elm")


def test_warnings_of_the_program_are_kept() -> None:
    assert plan(lambda: pulumi.log.warn("mind the step")).messages == ("mind the step",)


def test_an_async_program_is_awaited() -> None:
    async def program() -> None:
        await asyncio.sleep(0)
        toys.provider()

    assert plan(program).urns == (CLUSTER,)


def test_a_run_leaves_the_settings_of_the_process_alone() -> None:
    def settings() -> dict[str, object]:
        context = contextvars.copy_context()
        return {var.name: value for var, value in context.items()}

    before = settings()
    threads = set(threading.enumerate())
    plan(toys.town, config={"platform:spec": "s"})
    with pytest.raises(ZeroDivisionError):
        plan(lambda: 1 // 0)
    assert settings() == before
    assert set(threading.enumerate()) <= threads, (
        "threads of other tests may end, ours may not stay"
    )
    assert runtime_settings.get_root_resource() is None


def test_each_run_starts_empty_even_after_a_failed_one() -> None:
    first = plan(toys.town)
    with pytest.raises(DuplicateUrnError):
        plan(lambda: [toys.provider(), toys.provider()])
    assert plan(toys.town) == first
