"""The one place that looks at the kind of cache."""

import pulumi

from components.cache.contract import Cache
from components.cache.in_cluster import InClusterValkey, InClusterValkeyArgs
from components.cache.spec import CacheSpec
from components.workload.store import StoreWires


def create_cache(
    name: str,
    spec: CacheSpec,
    namespace: str,
    wires: StoreWires,
    opts: pulumi.ResourceOptions | None = None,
) -> Cache:
    """Return the cache that the spec asks for."""
    return InClusterValkey(
        name, InClusterValkeyArgs(spec=spec, namespace=namespace, wires=wires), opts
    )
