"""The parts of an add-on: what each kind of its pods is, from the catalogue and the spec; pure."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from catalog.chart_rows import Chart, ControllerKind, PodFootprint
from components.addons.spec import AddonSpec
from components.cluster.spec import POOL_LABEL, PoolSpec, TaintSpec
from components.quantity import Quantity
from components.refusal import Refusal
from components.workload.resources import AmountsSpec, ResourcesSpec

_NO_POOLS: Final[Mapping[str, PoolSpec]] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One kind of pods of an add-on."""

    name: str
    kind: ControllerKind
    replicas: int | None
    """None for a DaemonSet, which has one on every node."""
    resources: ResourcesSpec
    image: str | None
    ports: Mapping[str, int]
    node_pool: str | None = None
    """The pool that its pods must run on; none means any."""
    taints: tuple[TaintSpec, ...] = ()
    """Those of that pool."""

    @property
    def has_spare(self) -> bool:
        """Whether a drain may take a pod of it and another one is left."""
        return self.replicas is not None and self.replicas > 1


def placement(part: Part) -> dict[str, JsonValue]:
    """Return where a part's pods may stand, as Kubernetes takes it; nothing where they may stand
    anywhere."""
    if part.node_pool is None:
        return {}
    tolerations: list[JsonValue] = [
        {"key": t.key, "operator": "Equal", "value": t.value, "effect": t.effect}
        for t in part.taints
    ]
    return {"nodeSelector": {POOL_LABEL: part.node_pool}, "tolerations": tolerations}


def parts(
    chart: Chart, spec: AddonSpec, nodes: int = 0, pools: Mapping[str, PoolSpec] = _NO_POOLS
) -> dict[str, Part]:
    """Return the parts that the add-on always has, by name; `nodes` is 0 where nobody says."""
    pool = pools[spec.node_pool] if spec.node_pool is not None else None
    return {
        pod.component: Part(
            name=pod.component,
            kind=pod.kind,
            replicas=_replicas(pod, spec, nodes),
            resources=_resources(pod, spec.resources.get(pod.component, ResourcesSpec())),
            image=pod.image,
            ports=pod.ports,
            node_pool=spec.node_pool,
            taints=pool.taints if pool is not None else (),
        )
        for pod in _always(chart)
    }


def refusals(chart: Chart, spec: AddonSpec) -> Iterator[Refusal]:
    """Yield what the spec says of parts that the add-on has not, or that contradicts the chart."""
    known = {pod.component: pod for pod in _always(chart)}
    for name, asked in spec.resources.items():
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {close[0]}?" if close else f" (parts: {', '.join(known)})"
            yield Refusal(("resources", name), f"no such part of {chart.name}: {name}{hint}")
        else:
            yield from _inverted(known[name], asked)


def _always(chart: Chart) -> Iterator[PodFootprint]:
    return (pod for pod in chart.pods if pod.presence == "always")


def _replicas(pod: PodFootprint, spec: AddonSpec, nodes: int) -> int | None:
    if pod.replicas is None:
        return None
    if spec.replicas is not None:
        return spec.replicas
    # On a lone node all pods of a part are lost at once, however many they are.
    return 1 if nodes == 1 else pod.replicas


def _resources(pod: PodFootprint, asked: ResourcesSpec) -> ResourcesSpec:
    return ResourcesSpec(
        requests=_amounts(asked.requests, pod.requests.cpu_m, pod.requests.memory_mib),
        limits=_amounts(asked.limits, pod.limits.cpu_m, pod.limits.memory_mib),
    )


def _amounts(asked: AmountsSpec, cpu_m: int | None, memory_mib: int | None) -> AmountsSpec:
    return AmountsSpec(
        cpu=asked.cpu or (Quantity(f"{cpu_m}m") if cpu_m is not None else None),
        memory=asked.memory or (Quantity(f"{memory_mib}Mi") if memory_mib is not None else None),
    )


def _inverted(pod: PodFootprint, asked: ResourcesSpec) -> Iterator[Refusal]:
    """Yield the limits below requests of which the user has written only one."""
    requests = _amounts(asked.requests, pod.requests.cpu_m, pod.requests.memory_mib)
    limits = _amounts(asked.limits, pod.limits.cpu_m, pod.limits.memory_mib)
    rows = (
        ("cpu", requests.cpu, limits.cpu, asked.limits.cpu),
        ("memory", requests.memory, limits.memory, asked.limits.memory),
    )
    for name, request, limit, written in rows:
        if request is None or limit is None or request <= limit:
            continue
        at = ("resources", pod.component)
        if written is not None:
            message = f"must be at least the catalogue's request ({request}), got {limit}"
            yield Refusal((*at, "limits", name), f"{message}; set requests.{name} as well")
        else:
            message = f"must be at most the catalogue's limit ({limit}), got {request}"
            yield Refusal((*at, "requests", name), f"{message}; set limits.{name} as well")
