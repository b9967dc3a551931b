"""A plan's objects become manifests as the API takes them, and hold no secret."""

import json
from collections.abc import Mapping

import pulumi
import pulumi_kubernetes as k8s
import pytest

from cli.target import Target
from tests import toys
from tests.judges.objects import PLACEHOLDER, manifests, names, stream
from tests.plan import plan
from tests.shipped import SHIPPED, planned, resolved, sentinel, supplied_secrets


def test_an_object_is_what_the_program_asked_for_in_the_words_of_the_api() -> None:
    def program() -> None:
        k8s.policy.v1.PodDisruptionBudget(
            "web",
            metadata={"name": "web", "namespace": "toys"},
            spec={"max_unavailable": 1, "selector": {"match_labels": {"app": "web"}}},
            opts=pulumi.ResourceOptions(provider=toys.provider()),
        )

    assert manifests(plan(program)) == (
        {
            "apiVersion": "policy/v1",
            "kind": "PodDisruptionBudget",
            "metadata": {"name": "web", "namespace": "toys"},
            "spec": {"maxUnavailable": 1, "selector": {"matchLabels": {"app": "web"}}},
        },
    )


def test_what_only_stands_in_for_a_charts_object_is_not_judged() -> None:
    def program() -> None:
        provided = pulumi.ResourceOptions(provider=toys.provider())
        for name, notes in (("real", {}), ("idle", {"plinth.dev/stand-in-for": "traefik 1.0"})):
            about = k8s.meta.v1.ObjectMetaArgs(name=name, annotations=notes)
            k8s.core.v1.ServiceAccount(name, metadata=about, opts=provided)

    assert names(manifests(plan(program))) == (("ServiceAccount", "real"),)


def test_secrets_keep_their_shape_and_lose_their_words() -> None:
    def program() -> None:
        hidden = pulumi.Output.secret({"key": "sentinel", "list": ["sentinel"], "number": 7})
        k8s.apiextensions.CustomResource(
            "boat",
            api_version="toys.dev/v1",
            kind="Boat",
            metadata={"name": "boat"},
            spec={"hidden": hidden, "open": "yes"},
        )

    (made,) = manifests(plan(program))
    shape = {"key": PLACEHOLDER, "list": [PLACEHOLDER], "number": 7}
    assert made["spec"] == {"hidden": shape, "open": "yes"}


@pytest.mark.parametrize("target", SHIPPED, ids=lambda target: target.reference)
def test_no_secret_of_a_shipped_stack_is_among_its_objects(target: Target) -> None:
    objects = manifests(planned(target))
    for secret in (m for m in objects if m["kind"] == "Secret"):
        values = secret["stringData"]
        assert isinstance(values, Mapping)
        assert [value for value in values.values() if value != PLACEHOLDER] == []
    told = stream(objects)
    supplied = [sentinel(name) for name in supplied_secrets(resolved(target))]
    assert [secret for secret in supplied if secret in told] == []


def test_components_providers_and_releases_of_charts_are_no_objects() -> None:
    def program() -> None:
        options = pulumi.ResourceOptions(provider=toys.provider())
        k8s.helm.v3.Release("traefik", name="traefik", chart="traefik", opts=options)
        toys.House("oak", options)

    assert names(manifests(plan(program))) == (("ConfigMap", "oak"),)


def test_a_stream_is_one_document_for_each_object() -> None:
    objects = ({"kind": "A", "metadata": {"name": "---\nb"}}, {"kind": "C"})
    lines = stream(objects).splitlines()
    assert lines[::2] == ["---", "---"]
    assert [json.loads(line) for line in lines[1::2]] == [*objects]


def test_what_has_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind or no name"):
        names([{"kind": "ConfigMap", "metadata": {}}])
