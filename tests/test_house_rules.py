"""Every rule of the house passes a well-kept program and catches the one that breaks it."""

import base64
from collections.abc import Callable

import pulumi
import pulumi_kubernetes as k8s
import pytest

from components.secret.generated import GeneratedSecret
from tests import toys
from tests.plan import assert_house_rules, plan

SENTINEL = 'sent"inel'


def with_provider() -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions(provider=toys.provider())


def test_a_well_kept_program_passes() -> None:
    assert_house_rules(plan(toys.town), sentinels=[SENTINEL])


class Stray(pulumi.ComponentResource):
    def __init__(self, name: str) -> None:
        super().__init__("toys:Stray", name)
        self.register_outputs({})


def no_provider() -> None:
    toys.config_map("map", pulumi.ResourceOptions())


def no_name() -> None:
    k8s.core.v1.ConfigMap("map", opts=with_provider())


def no_release_name() -> None:
    k8s.helm.v3.Release("traefik", chart="traefik", opts=with_provider())


def two_claim_one_past() -> None:
    formerly = pulumi.ResourceOptions(aliases=[pulumi.Alias(name="old")])
    Named("a", formerly)
    Named("b", formerly)


class Named(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("plinth:toys:Named", name, None, opts)
        self.register_outputs({})


@pytest.mark.parametrize(
    ("program", "finding"),
    [
        (no_provider, r"ConfigMap::map: no explicit provider"),
        (no_name, r"ConfigMap::map: no metadata.name"),
        (no_release_name, r"Release::traefik: no name, so"),
        (lambda: Stray("x"), r"toys:Stray::x: a component's type is plinth:"),
        (lambda: toys.Unfinished("x"), r"Unfinished::x: never called register_outputs"),
        (lambda: Named("api-dev"), r"api-dev: the name repeats the stack's name 'dev'"),
        (two_claim_one_past, r"Named::b: claims the former URN .*Named::old, as .*Named::a does"),
    ],
)
def test_each_breach_is_found_alone(program: Callable[[], object], finding: str) -> None:
    with pytest.raises(AssertionError, match=rf"^1 house rule.*\n  .*{finding}"):
        assert_house_rules(plan(program))


def test_a_word_that_only_contains_the_stack_is_no_breach() -> None:
    assert_house_rules(plan(lambda: Named("web-devices")))


def test_a_release_with_a_fixed_name_passes() -> None:
    def program() -> None:
        k8s.helm.v3.Release("traefik", name="traefik", chart="traefik", opts=with_provider())

    assert_house_rules(plan(program))


def test_all_breaches_are_told_at_once() -> None:
    def program() -> None:
        no_provider()
        Stray("x")

    with pytest.raises(AssertionError, match=r"(?s)^2 house rule.*ConfigMap::map.*Stray::x"):
        assert_house_rules(plan(program))


@pytest.mark.parametrize(
    "text",
    [
        SENTINEL,
        f"redis://:{SENTINEL}@x",
        base64.b64encode(SENTINEL.encode()).decode(),
        '{"a": "sent\\"inel"}',
    ],
)
def test_a_sentinel_in_plain_text_is_found_in_every_spelling(text: str) -> None:
    def program() -> None:
        toys.config_map("map", with_provider(), {"key": text})

    with pytest.raises(AssertionError, match=r"ConfigMap::map: holds the secret 'sent\"inel'"):
        assert_house_rules(plan(program), sentinels=[SENTINEL])


def test_a_sentinel_marked_secret_passes() -> None:
    def program() -> None:
        hidden = pulumi.Output.secret(SENTINEL)
        toys.config_map("map", with_provider(), {"key": hidden})
        pulumi.export("key", hidden)

    assert_house_rules(plan(program), sentinels=[SENTINEL])


def test_a_sentinel_exported_in_plain_text_is_found() -> None:
    leaking = plan(lambda: pulumi.export("url", f"redis://{SENTINEL}"))
    with pytest.raises(AssertionError, match="stack output url: holds the secret"):
        assert_house_rules(leaking, sentinels=[SENTINEL])


def test_a_sentinel_handed_out_by_a_component_is_found() -> None:
    class Leaking(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("plinth:toys:Leaking", "x")
            self.register_outputs({"key": SENTINEL})

    with pytest.raises(AssertionError, match="Leaking::x: holds the secret"):
        assert_house_rules(plan(Leaking), sentinels=[SENTINEL])


def test_a_secret_that_the_engine_answered_is_found_without_asking() -> None:
    class Revealing(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("plinth:toys:Revealing", "x")
            secret = GeneratedSecret("x", 16, pulumi.ResourceOptions(parent=self))
            self.register_outputs({"value": pulumi.Output.unsecret(secret.value)})

    with pytest.raises(AssertionError, match="Revealing::x: holds the secret 'recorded-generated"):
        assert_house_rules(plan(Revealing))
