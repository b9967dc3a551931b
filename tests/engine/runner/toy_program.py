"""A small platform for runs that are stopped and killed: tickets, and objects on a cluster."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pulumi
import pulumi_kubernetes as k8s
from pulumi.dynamic import CreateResult, ReadResult, Resource, ResourceProvider

from engine.embedded.provider import KwokClusterProvider
from engine.random_text import RandomTextProvider

TICKETS_ENV, DELAY_ENV, PREFIX_ENV = "TOY_TICKETS", "TOY_DELAY", "TOY_PREFIX"
SENTINEL = 'sentinel "4711"\n'


def namespaces(prefix: str) -> tuple[str, ...]:
    """The namespaces of one toy among those on a shared cluster."""
    return f"{prefix}-red", f"{prefix}-blue"


def tickets() -> Path:
    """Where the outside world of the tickets is: a file for each that exists."""
    return Path(os.environ[TICKETS_ENV])


class TicketProvider(ResourceProvider):
    """Something outside that refuses to be made twice, and is not made in an instant."""

    serialize_as_secret_always = False

    def create(self, props: Mapping[str, Any]) -> CreateResult:
        """Make the file, then take a while."""
        with (tickets() / props["name"]).open("x"):
            time.sleep(float(os.environ[DELAY_ENV]))
        return CreateResult(props["name"], {"name": props["name"]})

    def read(self, id_: str, props: Mapping[str, Any]) -> ReadResult:
        """Say whether the file is there."""
        there = (tickets() / id_).exists()
        return ReadResult(id_, {**props, "name": id_}) if there else ReadResult("", {})

    def delete(self, _id: str, _props: Mapping[str, Any]) -> None:
        """Take a while, then remove the file."""
        time.sleep(float(os.environ[DELAY_ENV]))
        (tickets() / _id).unlink(missing_ok=True)


class _Ticket(Resource, module="toy", name="Ticket"):
    pass


class _Text(Resource, module="toy", name="Text"):
    value: pulumi.Output[str]


class _Cluster(Resource, module="toy", name="Cluster"):
    kubeconfig: pulumi.Output[str]


def program(cluster: str, kubeconfig: str) -> Callable[[], None]:
    """A program with a cluster of its own, or on the one that a kubeconfig file names."""

    def build() -> None:
        options = pulumi.ResourceOptions()
        content = pulumi.Output.secret(Path(kubeconfig).read_text() if kubeconfig else "")
        if cluster:
            made = _Cluster(KwokClusterProvider(), "cluster", _cluster_inputs(cluster))
            content = pulumi.Output.secret(made.kubeconfig)
            options = pulumi.ResourceOptions(depends_on=[made], deleted_with=made)
        provider = k8s.Provider(
            "kubernetes", kubeconfig=content, cluster_identifier="toy", opts=options
        )
        for index in range(3):
            _Ticket(TicketProvider(), f"ticket-{index}", {"name": f"ticket-{index}"})
        text = _Text(
            RandomTextProvider(),
            "text",
            {"length": 20, "value": None},
            pulumi.ResourceOptions(additional_secret_outputs=["value"]),
        )
        for name in namespaces(os.environ[PREFIX_ENV]):
            _namespace(name, pulumi.Output.secret(text.value), provider)

    return build


def _namespace(name: str, value: pulumi.Output[str], provider: k8s.Provider) -> None:
    opts = pulumi.ResourceOptions(provider=provider)
    space = k8s.core.v1.Namespace(name, metadata={"name": name}, opts=opts)
    inside = pulumi.ResourceOptions(provider=provider, depends_on=[space])
    for index in range(4):
        metadata = k8s.meta.v1.ObjectMetaArgs(name=f"map-{index}", namespace=name)
        k8s.core.v1.ConfigMap(
            f"{name}-{index}", metadata=metadata, data={"number": str(index)}, opts=inside
        )
    secret = k8s.meta.v1.ObjectMetaArgs(name="secret", namespace=name)
    planted = {"text": value, "planted": pulumi.Output.secret(SENTINEL)}
    k8s.core.v1.Secret(f"{name}-secret", metadata=secret, string_data=planted, opts=inside)


def _cluster_inputs(name: str) -> Mapping[str, Any]:
    return {
        "name": name,
        "pools": [],
        "kubeconfig": None,
        "kubeconfig_path": None,
        "endpoint": None,
    }
