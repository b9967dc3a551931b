"""How many pods each part of a stack has when little, as usual, and as much as may be goes on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from catalog.charts import eks_addon
from components.addons.charts import chart_of
from components.addons.parts import parts
from components.cluster.eks_addon_phases import kept_by_eks
from components.cluster.spec import EksSpec
from components.workload.scaling import FixedScalingSpec, HpaScalingSpec
from components.workload.spec import CronSpec, JobSpec, WorkloadBase
from proof.counts import ahead, fewest
from proof.members import path_of
from stacks.addons import addons_to_make
from stacks.file import KeyPath
from stacks.needs import shared_files
from stacks.placement import in_cluster_stores
from stacks.spec import StackSpec

Level = Literal["min", "expected", "max"]
"""min: autoscaled parts at their fewest, and no run of anything; expected: the usual busy hour,
one run of each job and cron workload beside all else; max: everything at its most at once."""
LEVELS: Final[tuple[Level, ...]] = ("min", "expected", "max")

NO_LOAD: Final = "the stack states no load, so its autoscaler is taken to stay at scaling.min"
NO_LOAD_BESIDE_SCHEDULE: Final = (
    "the stack states no load, so its autoscaler is taken to stay at what schedule asks for"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Headcount:
    """How many pods one part of a stack has."""

    member: str
    """`workload.NAME`, `database.NAME`, `cache.NAME`, `addon.NAME.PART` or `system.NAME.PART`."""
    pods: Mapping[Level, int]
    path: KeyPath
    """The field that says how many there are at the most."""
    runs: Literal["always", "to_an_end"] = "always"
    """Whether its pods are done some day and give back what they take."""
    ahead: int = 0
    """How many pods a new version needs beside the others before one of them may go: 1, be it for
    its migration, or 0. More may come at once, and no rollout waits for these."""
    assumption: str | None = None
    """What the expected number rests on that nobody has stated."""


def headcounts(stack: StackSpec) -> tuple[Headcount, ...]:
    """Return the pods of all parts of a stack; DaemonSets, with a pod a node, are not among them.

    An add-on has as many as its chart gets here: on a lone node one of each part.
    """
    return (*_workloads(stack), *_stores(stack), *_addons(stack), *_system(stack))


def _workloads(stack: StackSpec) -> Iterator[Headcount]:
    for name, spec in stack.workloads.items():
        at = ("workloads", name)
        match spec:
            case WorkloadBase():
                yield _running(f"workload.{name}", at, spec)
            case JobSpec():
                once = min(spec.parallelism, spec.completions)
                pods: Mapping[Level, int] = {"min": 0, "expected": once, "max": once}
                yield Headcount(
                    member=f"workload.{name}",
                    pods=pods,
                    path=(*at, "parallelism"),
                    runs="to_an_end",
                )
            case CronSpec():
                yield Headcount(
                    member=f"workload.{name}",
                    pods=_runs(spec),
                    path=(*at, "overlap"),
                    runs="to_an_end",
                )
            case _:
                assert_never(spec)


def _running(member: str, at: KeyPath, spec: WorkloadBase) -> Headcount:
    _, least = fewest(spec.scaling)
    floors = {name: floor.min for name, floor in spec.schedule.items()}
    usual, most = max(least, *floors.values(), 0), spec.most_pods()
    assumption: str | None = None
    match spec.scaling:
        case FixedScalingSpec():
            path: KeyPath = ("scaling", "replicas")
        case HpaScalingSpec():
            path = ("scaling", "max")
            assumption = NO_LOAD_BESIDE_SCHEDULE if usual > least else NO_LOAD
        case _:
            assert_never(spec.scaling)
    above = [name for name, floor in floors.items() if floor == most > least]
    if isinstance(spec.scaling, FixedScalingSpec) and above:
        path = ("schedule", above[0], "min")
    return Headcount(
        member=member,
        pods={"min": least, "expected": usual, "max": most},
        path=(*at, *path),
        ahead=ahead(spec, usual),
        assumption=assumption if most > usual else None,
    )


def _runs(spec: CronSpec) -> Mapping[Level, int]:
    """Return the pods of its runs; one that is suspended has none."""
    match spec.runs, spec.overlap:
        case "suspended", _:
            return {"min": 0, "expected": 0, "max": 0}
        case _, "Allow":
            # How many may pile up nobody says; two is what a run too long by one makes.
            return {"min": 0, "expected": 1, "max": 2}
        case _, "Forbid" | "Replace":
            return {"min": 0, "expected": 1, "max": 1}
        case _:
            assert_never(spec.overlap)


def _stores(stack: StackSpec) -> Iterator[Headcount]:
    for member in in_cluster_stores(stack):
        yield _always(member, 1, path_of(member))


def _addons(stack: StackSpec) -> Iterator[Headcount]:
    pools = stack.cluster.node_pools
    nodes = sum(pool.fewest_nodes for pool in pools.values())
    for name, spec in addons_to_make(stack).items():
        for part in parts(chart_of(name), spec, nodes, pools).values():
            if part.replicas is not None:
                at = ("addons", name, "replicas")
                yield _always(f"addon.{name}.{part.name}", part.replicas, at)


def _system(stack: StackSpec) -> Iterator[Headcount]:
    if not isinstance(stack.cluster, EksSpec):
        return
    for name in kept_by_eks(shared_files(stack)):
        for pod in eks_addon(name).pods:
            if pod.presence == "always" and pod.replicas is not None:
                member = f"system.{name}.{pod.component}"
                yield _always(member, pod.replicas, ("cluster", "node_pools"))


def _always(member: str, pods: int, path: KeyPath) -> Headcount:
    return Headcount(member=member, pods={"min": pods, "expected": pods, "max": pods}, path=path)
