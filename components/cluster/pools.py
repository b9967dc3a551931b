"""The embedded cluster's pools as its driver wants them."""

from collections.abc import Mapping

from components.cluster.spec import SimulatedPoolSpec

PoolRow = dict[str, str | int | dict[str, str] | list[dict[str, str]]]


def driver_pools(pools: Mapping[str, SimulatedPoolSpec]) -> list[PoolRow]:
    """Return one plain row a pool, sorted by name, in the driver's vocabulary."""
    return [
        {
            "name": name,
            "nodes": pool.nodes,
            "cpu": str(pool.cpu),
            "memory": str(pool.memory),
            "pods": pool.pods,
            "ephemeral_storage": str(pool.ephemeral_storage),
            "labels": dict(pool.labels),
            "taints": [t.model_dump() for t in pool.taints],
        }
        for name, pool in sorted(pools.items())
    ]
