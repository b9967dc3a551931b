"""Toy components the recording engine is tried out on."""

from collections.abc import Mapping

import pulumi
import pulumi_kubernetes as k8s
from pulumi.dynamic import CreateResult, Resource, ResourceProvider

CONFIG_MAP = "kubernetes:core/v1:ConfigMap"
SECRET = "kubernetes:core/v1:Secret"
TOWN, STREET, HOUSE = "plinth:toys:Town", "plinth:toys:Street", "plinth:toys:House"


def under(parent: pulumi.Resource) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions(parent=parent)


def provider(name: str = "cluster") -> k8s.Provider:
    return k8s.Provider(name, kubeconfig=pulumi.Output.secret("apiVersion: v1"))


def config_map(
    name: str, opts: pulumi.ResourceOptions, data: Mapping[str, pulumi.Input[str]] | None = None
) -> k8s.core.v1.ConfigMap:
    return k8s.core.v1.ConfigMap(
        name, metadata={"name": name, "namespace": "toys"}, data=data, opts=opts
    )


class House(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(HOUSE, name, None, opts)
        self.door = config_map(name, under(self), {"door": "oak"})
        self.register_outputs({"door": self.door.metadata.name})


class Street(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(STREET, name, None, opts)
        self.houses = [House(f"{name}-{number}", under(self)) for number in (1, 2)]
        self.register_outputs({})


class Town(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(TOWN, name, None, opts)
        self.street = Street(f"{name}-main", under(self))
        self.register_outputs({})


class Hamlet(pulumi.ComponentResource):
    """Breaks the naming rule: its child has a fixed name."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("plinth:toys:Hamlet", name, None, opts)
        config_map("well", under(self))
        self.register_outputs({})


class Unfinished(pulumi.ComponentResource):
    """Breaks the rule that every component registers its outputs."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("plinth:toys:Unfinished", name, None, opts)


class _Mill(ResourceProvider):
    def create(self, props: dict[str, object]) -> CreateResult:
        return CreateResult("never called by the recording engine", props)


class Mill(Resource, module="toys", name="Mill"):
    flour: pulumi.Output[str]

    def __init__(self, name: str, grain: pulumi.Input[str]) -> None:
        super().__init__(_Mill(), name, {"grain": grain, "flour": None})


MILL = "pulumi-python:dynamic/toys:Mill"


def town() -> None:
    Town("oak", pulumi.ResourceOptions(provider=provider()))
