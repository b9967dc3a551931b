"""The one place that looks at the kind of cache."""

from typing import assert_never

import pulumi

from components.cache.contract import Cache
from components.cache.elasticache_spec import ElastiCacheSpec
from components.cache.existing_spec import ExistingCacheSpec
from components.cache.in_cluster import InClusterValkey, InClusterValkeyArgs
from components.cache.spec import CacheSpec, InClusterValkeySpec
from components.workload.cloud_store import KeptStore, Site


def create_cache(
    name: str, spec: CacheSpec, site: Site, opts: pulumi.ResourceOptions | None = None
) -> Cache | KeptStore:
    """Return the cache that the spec asks for."""
    match spec:
        case InClusterValkeySpec():
            args = InClusterValkeyArgs(
                spec=spec, namespace=site.namespace(), wires=site.in_cluster()
            )
            return InClusterValkey(name, args, opts)
        case ElastiCacheSpec():
            # Here and not above: a local run needs no cloud's library.
            from components.cache.elasticache import ElastiCacheValkey, ElastiCacheValkeyArgs

            made = ElastiCacheValkeyArgs(spec=spec, wires=site.in_cloud())
            return ElastiCacheValkey(name, made, opts)
        case ExistingCacheSpec():
            from components.cache.existing import ExistingCache

            return ExistingCache(name, spec, opts)
        case _:
            assert_never(spec)
