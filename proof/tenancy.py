"""What the parts of a stack take of the quotas of their namespaces."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from components.tenancy.quota import QuotaSpec
from components.workload.spec import CronSpec, JobSpec, WebSpec, WorkloadBase, WorkloadSpec
from proof.counts import ahead, fewest
from proof.plan import Plan
from proof.sums import Amounts, Ceiling, Share, pod
from stacks.placement import in_cluster_stores, namespace_of

_ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tenant:
    """A namespace with a quota, and what takes of it."""

    namespace: str
    quota: QuotaSpec
    standing: tuple[Share, ...]
    """What is always there, with the fewest pods."""
    jobs: tuple[Share, ...]
    """What comes and goes with a version."""
    most: tuple[Share, ...]
    """All at once, with the most pods and one run of each cron workload."""
    rollouts: tuple[Share, ...]
    """The pod more that a new version of a workload needs before an old one goes."""


def tenants(plan: Plan) -> Iterator[Tenant]:
    """Yield the namespaces that have a quota."""
    for name, spec in plan.stack.namespaces.items():
        if spec.quota is None:
            continue
        fixed = (*_stores(plan, name), *_volumes(plan, name), *_services(plan, name))
        yield Tenant(
            namespace=name,
            quota=spec.quota,
            standing=(*_pods(plan, name, _least), *fixed),
            jobs=tuple(_pods(plan, name, _in_jobs)),
            most=(*_pods(plan, name, _most), *fixed),
            rollouts=tuple(_pods(plan, name, _ahead)),
        )


def pods_in(plan: Plan, namespace: str) -> dict[str, Amounts]:
    """Return what one pod of each part in a namespace takes, by `workload.NAME` and so on."""
    defaults = plan.stack.namespaces[namespace].container_defaults
    return {
        member: pod(shape.resources, defaults)
        for member, shape in plan.shapes.items()
        if shape.namespace == namespace
    }


def _pods(plan: Plan, namespace: str, count: Callable[[WorkloadSpec], int]) -> Iterator[Share]:
    taken = pods_in(plan, namespace)
    for name, spec in plan.stack.workloads.items():
        if f"workload.{name}" in taken and count(spec) > 0:
            yield Share(name=name, each=taken[f"workload.{name}"], count=count(spec))


def _least(spec: WorkloadSpec) -> int:
    return fewest(spec.scaling)[1] if isinstance(spec, WorkloadBase) else 0


def _in_jobs(spec: WorkloadSpec) -> int:
    return min(spec.parallelism, spec.completions) if isinstance(spec, JobSpec) else 0


def _most(spec: WorkloadSpec) -> int:
    match spec:
        case WorkloadBase():
            return spec.most_pods()
        case JobSpec():
            return _in_jobs(spec)
        case CronSpec():
            return 1 if spec.runs == "on_schedule" else 0


def _ahead(spec: WorkloadSpec) -> int:
    return ahead(spec, _least(spec)) if isinstance(spec, WorkloadBase) else 0


def _stores(plan: Plan, namespace: str) -> Iterator[Share]:
    taken = pods_in(plan, namespace)
    for member, store in in_cluster_stores(plan.stack).items():
        pods = taken.get(member)
        if pods is not None:
            each: Amounts = {**pods, "claims": _ONE, "storage": store.storage.value}
            yield Share(name=member, each=each)


def _volumes(plan: Plan, namespace: str) -> Iterator[Share]:
    for name, volume in plan.stack.volumes.items():
        if namespace_of(plan.stack, volume.namespace) == namespace:
            each: Amounts = {"claims": _ONE, "storage": volume.storage.value}
            yield Share(name=f"volume.{name}", each=each)


def _services(plan: Plan, namespace: str) -> Iterator[Share]:
    for name, web in plan.webs.items():
        if namespace_of(plan.stack, web.namespace) == namespace:
            each = _outside(web)
            if each:
                yield Share(name=name, each=each)


def _outside(web: WebSpec) -> dict[Ceiling, Decimal]:
    """Return what the Service takes; one of type LoadBalancer has node ports as well."""
    ports = Decimal(len(web.ports))
    match web.service_type:
        case "ClusterIP":
            return {}
        case "NodePort":
            return {"node_ports": ports}
        case "LoadBalancer":
            return {"node_ports": ports, "load_balancers": _ONE}
