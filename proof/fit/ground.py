"""The nodes that a stack asks for, with what pods may use of them."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal, assert_never

from catalog.charts import eks_addon
from catalog.rows import Confidence
from catalog.shapes import eks_pod_limits
from components.addons.charts import chart_of
from components.addons.parts import parts
from components.cluster.common import TaintSpec
from components.cluster.eks_addon_phases import kept_by_eks
from components.cluster.spec import (
    POOL_LABEL,
    EksPoolSpec,
    EksSpec,
    ExistingEksSpec,
    ExistingSpec,
    KwokSpec,
    PoolSpec,
    SimulatedPoolSpec,
)
from components.quantity import Quantity
from components.workload.resources import AmountsSpec
from proof.fit.model import Amounts, Ground, Nodes
from stacks.addons import addons_to_make
from stacks.needs import shared_files
from stacks.spec import StackSpec

Basis = Literal["planned", "best"]
"""planned: what to count on; best: what there is if each doubtful figure turns out well. A pod that
does not fit even then does not fit; between the two nothing is proven."""

ZONE_LABEL: Final = "topology.kubernetes.io/zone"
SIMULATED_ZONES: Final = ("local-a", "local-b", "local-c")
"""Where the nodes of an embedded cluster stand, in turn."""
_MIB: Final = 2**20


@dataclass(frozen=True, kw_only=True, slots=True)
class OnEveryNode:
    """A DaemonSet: a pod on each node that it reaches."""

    name: str
    requests: Amounts
    reaches: Literal["all", "untainted"]
    confidence: Confidence
    """How sure anybody is of what it asks for."""


def ground_of(
    stack: StackSpec, basis: Basis = "planned", lost_zone: str | None = None
) -> Ground | None:
    """Return the nodes of a stack; none where the stack does not say which nodes there are.

    AWS starts those of a lost zone in the others; simulated ones are gone.
    """
    cluster = stack.cluster
    match cluster:
        case KwokSpec():
            pools = cluster.node_pools.items()
            nodes = [each for name, pool in pools for each in _simulated(name, pool)]
            ceiling = None
        case EksSpec():
            known = stack.network.zones if stack.network is not None else ("",)
            zones = [each for each in known if each != lost_zone]
            pools = cluster.node_pools.items()
            nodes = [
                each for name, pool in pools for each in _eks(name, pool, cluster, zones, basis)
            ]
            ceiling = cluster.autoscaler.max_nodes_total if cluster.autoscaler else None
        case ExistingSpec() | ExistingEksSpec():
            return None
        case _:
            assert_never(cluster)
    daemons = [
        replace(each, requests=sure(each.requests, each.confidence, basis))
        for each in on_every_node(stack)
    ]
    left = (_beside(each, daemons) for each in nodes if each.zone != lost_zone)
    return Ground(nodes=tuple(left), ceiling=ceiling)


def on_every_node(stack: StackSpec) -> Iterator[OnEveryNode]:
    """Yield the DaemonSets of a stack: those of EKS reach all nodes, those of charts do not.

    Their pods tolerate a node that is not ready yet, so they are on it before any other.
    https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations
    """
    if isinstance(stack.cluster, EksSpec):
        for name in kept_by_eks(shared_files(stack)):
            for pod in eks_addon(name).pods:
                if pod.presence == "always" and pod.replicas is None:
                    yield OnEveryNode(
                        name=f"system.{name}.{pod.component}",
                        requests=Amounts(pod.requests.cpu_m, pod.requests.memory_mib * _MIB),
                        reaches="all",
                        confidence=pod.confidence,
                    )
    for name, spec in addons_to_make(stack).items():
        chart = chart_of(name)
        known: Mapping[str, Confidence] = {pod.component: pod.confidence for pod in chart.pods}
        for part in parts(chart, spec, pools=stack.cluster.node_pools).values():
            if part.replicas is None:
                yield OnEveryNode(
                    name=f"addon.{name}.{part.name}",
                    requests=amounts(part.resources.requests),
                    reaches="untainted",
                    confidence=known[part.name],
                )


def size_field(pool: PoolSpec, stack: StackSpec) -> str:
    """Return the field of a pool that says how many nodes it may come to."""
    grows = isinstance(stack.cluster, EksSpec) and stack.cluster.autoscaler is not None
    return "max_nodes" if grows else pool.size_field


def amounts(asked: AmountsSpec) -> Amounts:
    """Return amounts as the scheduler counts them, which rounds up."""
    return Amounts(_up(asked.cpu, Decimal(1000)), _up(asked.memory, Decimal(1)))


def _up(amount: Quantity | None, unit: Decimal) -> int:
    return math.ceil(amount.value * unit) if amount is not None else 0


def sure(asked: Amounts, confidence: Confidence, basis: Basis) -> Amounts:
    """Return what is asked for on that basis: of a figure that is only recalled nothing at best."""
    return Amounts(0, 0, asked.pods) if basis == "best" and confidence == "memory" else asked


def _simulated(name: str, pool: SimulatedPoolSpec) -> Iterator[Nodes]:
    have = amounts(AmountsSpec(cpu=pool.cpu, memory=pool.memory))
    own = pool.labels.get(ZONE_LABEL)
    for zone, count in _dealt(pool.nodes, (own,) if own is not None else SIMULATED_ZONES):
        yield Nodes(
            pool=name,
            zone=zone,
            least=count,
            most=count,
            capacity=have._replace(pods=pool.pods),
            labels={**pool.labels, POOL_LABEL: name},
            taints=pool.taints,
        )


def _eks(
    name: str, pool: EksPoolSpec, cluster: EksSpec, zones: Sequence[str], basis: Basis
) -> Iterator[Nodes]:
    """Yield the nodes of a node group, which AWS keeps as even over its zones as it can."""
    most = dict(_dealt(pool.max_nodes if cluster.autoscaler else pool.min_nodes, zones))
    least = dict(_dealt(pool.min_nodes, zones))
    for zone, count in most.items():
        yield Nodes(
            pool=name,
            zone=zone,
            least=least.get(zone, 0),
            most=count,
            capacity=_eks_capacity(pool, cluster, basis),
            labels={**pool.labels, POOL_LABEL: name},
            taints=pool.taints,
        )


def _eks_capacity(pool: EksPoolSpec, cluster: EksSpec, basis: Basis) -> Amounts:
    """Return what a node has whichever of the pool's types it is; at best, of the largest type."""
    rows: list[Amounts] = []
    for shape in pool.shapes:
        limits = eks_pod_limits(shape.sku)
        match cluster.pod_addresses, basis:
            case "secondary_ips", "planned":
                pods, mib = shape.max_pods, shape.allocatable_memory_mib
            case "secondary_ips", "best":
                pods, mib = shape.max_pods, shape.allocatable_memory_mib_at_best
            case "prefixes", "planned":
                pods, mib = limits.prefix_max_pods, limits.prefix_allocatable_memory_mib
            case "prefixes", "best":
                pods, mib = limits.prefix_max_pods, limits.prefix_allocatable_memory_mib_at_best
            case _:
                assert_never(basis)
        rows.append(Amounts(shape.allocatable_cpu_m, mib * _MIB, pods))
    choose = min if basis == "planned" else max
    return Amounts(*(choose(column) for column in zip(*rows, strict=True)))


def _dealt(count: int, zones: Sequence[str]) -> Iterable[tuple[str, int]]:
    """Return how many of so many nodes each zone has, in turn; zones without one are left out."""
    dealt: Mapping[str, int] = {
        zone: count // len(zones) + (at < count % len(zones)) for at, zone in enumerate(zones)
    }
    return [(zone, nodes) for zone, nodes in dealt.items() if nodes]


def _beside(nodes: Nodes, daemons: Sequence[OnEveryNode]) -> Nodes:
    mine = [each.requests for each in daemons if _reaches(each, nodes.taints)]
    taken = [sum(column) for column in zip(*mine, strict=True)] or [0, 0, 0]
    left = Amounts(*(have - used for have, used in zip(nodes.capacity, taken, strict=True)))
    return replace(nodes, capacity=left)


def _reaches(daemon: OnEveryNode, taints: Sequence[TaintSpec]) -> bool:
    return daemon.reaches == "all" or all(each.effect == "PreferNoSchedule" for each in taints)
