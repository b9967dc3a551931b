"""What the objects of a stack are called in the cluster, where names can meet; pure."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from components.cache import connection as cache_connection
from components.database import connection as database_connection
from components.refusal import Refusal
from components.workload.scaling import HpaScalingSpec
from components.workload.schedule import autoscaler_name
from components.workload.shape import migration_name
from components.workload.spec import (
    CronSpec,
    JobSpec,
    WebSpec,
    WorkerSpec,
    WorkloadBase,
    WorkloadSpec,
    service_name,
)
from stacks.parts import StackParts
from stacks.placement import connection_object, in_cluster_stores, namespace_of

KeyPath = tuple[str | int, ...]
_AUTOSCALER: Final = "HorizontalPodAutoscaler"
_LONGEST_LABEL: Final = 63
_LONGEST_CRON_JOB: Final = 52
"""Its Jobs are called so with 11 characters more."""
_LONGEST_STATEFUL_SET: Final = 52
"""Its pods carry a label of its name and 11 characters more; a label has at most 63."""


class Named(NamedTuple):
    """An object of the cluster, and who asked for it where."""

    kind: str
    namespace: str
    name: str
    owner: str
    path: KeyPath

    @property
    def place(self) -> tuple[str, str, str]:
        """What no two objects share."""
        return self.kind, self.namespace, self.name


def store_objects(stack: StackParts) -> dict[str, tuple[str, str]]:
    """Return the path of each store, by the name of its objects in the cluster."""
    databases = {database_connection.object_name(n): ("databases", n) for n in stack.databases}
    return databases | {cache_connection.object_name(n): ("caches", n) for n in stack.caches}


def names_taken_twice(stack: StackParts) -> Iterator[Refusal]:
    """Yield each name that two parts of the stack give objects of one kind in one namespace."""
    taken: dict[tuple[str, str, str], str] = {}
    told: set[KeyPath] = set()
    # Whoever is called so keeps the name; refused is who chose it for one of its objects.
    for each in sorted((*_of_stores(stack), *_of_workloads(stack)), key=_is_chosen):
        other = taken.setdefault(each.place, each.owner)
        if other != each.owner and each.path not in told:
            told.add(each.path)
            yield Refusal(each.path, _is_taken(each, other))


def names_too_long(stack: StackParts) -> Iterator[Refusal]:
    """Yield each name that Kubernetes refuses for what is made of it."""
    for name, spec in stack.workloads.items():
        longest = _LONGEST_CRON_JOB if isinstance(spec, CronSpec) else _LONGEST_LABEL
        if isinstance(spec, WorkloadBase) and spec.migration is not None:
            longest -= len(migration_name(""))
        if len(name) > longest:
            message = f"the name must have at most {longest} characters, has {len(name)}"
            yield Refusal(("workloads", name), message)
    for made, (group, name) in store_objects(stack).items():
        if len(made) > _LONGEST_STATEFUL_SET:
            longest = _LONGEST_STATEFUL_SET - len(made) + len(name)
            message = f"the name must have at most {longest} characters, has {len(name)}"
            yield Refusal((group, name), message)


def _is_chosen(named: Named) -> bool:
    return len(named.path) > len(("workloads", "name"))


def _is_taken(named: Named, owner: str) -> str:
    if _is_chosen(named):
        return f"the {named.kind} {named.name} is that of {owner} already; rename one of them"
    return f"the name is taken by the objects of {owner}; choose another"


def _of_stores(stack: StackParts) -> Iterator[Named]:
    for member, spec in in_cluster_stores(stack).items():
        made, namespace = connection_object(member), namespace_of(stack, spec.namespace)
        group, name = store_objects(stack)[made]
        for kind in ("NetworkPolicy", "Service"):
            yield Named(kind, namespace, made, f"{group}.{name}", (group, name))


def _of_workloads(stack: StackParts) -> Iterator[Named]:
    for name, spec in stack.workloads.items():
        namespace, owner = namespace_of(stack, spec.namespace), f"workloads.{name}"
        for kind, made, below in _of_workload(name, spec):
            yield Named(kind, namespace, made, owner, ("workloads", name, *below))


def _of_workload(name: str, spec: WorkloadSpec) -> Iterator[tuple[str, str, KeyPath]]:
    """Yield kind, name and the field that decides on it, which is none for the workload's name."""
    yield "NetworkPolicy", name, ()
    if isinstance(spec, JobSpec):
        yield "Job", name, ()
    if isinstance(spec, WebSpec):
        names = spec.names
        yield "Service", service_name(name, spec), ("names", "service") if names.service else ()
        field = ("names", "deployment") if names.deployment else ()
        yield "Deployment", names.deployment or name, field
    if isinstance(spec, WorkerSpec):
        yield "Deployment", name, ()
    if isinstance(spec, WorkloadBase) and spec.migration is not None:
        for kind in ("Job", "NetworkPolicy"):
            yield kind, migration_name(name), ("migration",)
    if isinstance(spec, WorkloadBase) and spec.schedule:
        yield _AUTOSCALER, autoscaler_name(name), ("schedule",)
    elif isinstance(spec, WorkloadBase) and isinstance(spec.scaling, HpaScalingSpec):
        yield _AUTOSCALER, name, ()
