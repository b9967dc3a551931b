"""The one place that looks at the kind of registry."""

from typing import assert_never

import pulumi

from components.registry.contract import Registry
from components.registry.spec import EcrCacheSpec, EcrRepositorySpec, RegistrySpec


def create_registry(
    name: str,
    spec: RegistrySpec,
    platform: str,
    opts: pulumi.ResourceOptions | None = None,
) -> Registry:
    """Return the registry that the spec asks for."""
    # Here and not above: a local run needs no cloud's library.
    from components.registry.ecr import EcrArgs, EcrCache, EcrCacheArgs, EcrRepository

    match spec:
        case EcrRepositorySpec():
            return EcrRepository(name, EcrArgs(spec=spec, platform=platform), opts)
        case EcrCacheSpec():
            return EcrCache(name, EcrCacheArgs(spec=spec, platform=platform), opts)
        case _:
            assert_never(spec)
