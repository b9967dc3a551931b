"""What every layer of a platform stands on."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.addons.spec import AddonName
from stacks.loaded import Loaded


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """The stack, its cluster's provider, add-ons and namespaces, and what every object carries."""

    loaded: Loaded
    opts: pulumi.ResourceOptions
    addons: Mapping[AddonName, pulumi.Resource]
    namespaces: Mapping[str, pulumi.Output[str]]
    labels: Mapping[str, str]
    digest_key: pulumi.Output[str]
