"""On which nodes the pods of a workload may stand, where the stack says which nodes there are."""

from components.cluster.spec import PoolSpec
from components.workload.base import PodBase
from stacks.spec import StackSpec


def pools_for(stack: StackSpec, workload: PodBase) -> tuple[str, ...]:
    """Return the pools whose nodes take the workload's pods; none on a cluster of somebody else."""
    pools = stack.cluster.node_pools
    if workload.node_pool is not None:
        return (workload.node_pool,) if workload.node_pool in pools else ()
    return tuple(name for name, pool in pools.items() if not keeps_off(pool))


def nodes_in(stack: StackSpec, pools: tuple[str, ...]) -> int:
    """Return how many nodes these pools have together."""
    return sum(stack.cluster.node_pools[name].fewest_nodes for name in pools)


def keeps_off(pool: PoolSpec) -> bool:
    """Say whether the nodes of a pool take only pods that name it."""
    return any(taint.effect in ("NoSchedule", "NoExecute") for taint in pool.taints)
