"""What a user gets and can do once a platform is up, truthfully for its cluster."""

from collections.abc import Iterator

from components.addons.charts import chart_of
from components.addons.footprint import left_out
from components.cluster.spec import ClusterSpec, EksSpec, ExistingEksSpec, ExistingSpec, KwokSpec
from components.dns.spec import AwsZoneSpec
from components.workload.scaling import HpaScalingSpec, ScalingSpec
from components.workload.spec import CronSpec, JobSpec, WebSpec, WorkloadSpec
from engine.toolbox.sets import KUBERNETES
from stacks.addons import addons_to_make
from stacks.file import ResolvedStack
from stacks.identity import Identity
from stacks.placement import (
    connection_object,
    in_cluster_stores,
    is_in_cluster,
    kept_parts,
    namespace_of,
)
from stacks.reading.problems import shown_file
from stacks.secrets import unset_secrets
from stacks.spec import StackSpec


def welcome(
    resolved: ResolvedStack[StackSpec],
    identity: Identity,
    reference: str,
    secrets_set: frozenset[str],
) -> list[str]:
    """Return the lines that follow a successful up."""
    spec = resolved.spec
    where = resolved.where(("cluster", "distribution"))
    return [
        *_cluster(spec.cluster),
        *_addons(spec),
        *_members(spec),
        *_truth(spec.cluster, f"{shown_file(where.file)}:{where.line}"),
        *_delegation(spec, reference),
        *_placeholders(unset_secrets(spec, secrets_set), reference),
        *_next(spec, reference, identity.physical_name),
    ]


def _cluster(cluster: ClusterSpec) -> Iterator[str]:
    match cluster:
        case KwokSpec():
            pools = ", ".join(
                f"{pool.nodes} x {name} ({pool.cpu} CPU, {pool.memory})"
                for name, pool in cluster.node_pools.items()
            )
            yield f"  cluster   Kubernetes {KUBERNETES} on this machine; nodes: {pools}"
        case ExistingSpec():
            yield f"  cluster   the existing one of context {cluster.context}"
        case EksSpec():
            pools = ", ".join(
                f"{pool.min_nodes} to {pool.max_nodes} x {name} ({pool.instance_types[0]})"
                for name, pool in cluster.node_pools.items()
            )
            yield f"  cluster   EKS {cluster.version}; nodes: {pools}"
        case ExistingEksSpec():
            yield f"  cluster   the existing EKS cluster {cluster.name}"


def _addons(spec: StackSpec) -> Iterator[str]:
    charts = [chart_of(name) for name in addons_to_make(spec)]
    if charts:
        yield f"  add-ons   {', '.join(f'{chart.name} {chart.version}' for chart in charts)}"
    if charts and isinstance(spec.cluster, KwokSpec):
        missing = dict.fromkeys(each for chart in charts for each in left_out(chart))
        yield f"            as stand-ins that do nothing, without {', '.join(missing)}"


def _members(spec: StackSpec) -> Iterator[str]:
    for namespace in spec.namespaces:
        yield f"  namespace {namespace}"
        for name, workload in spec.workloads.items():
            if namespace_of(spec, workload.namespace) == namespace:
                yield f"    {name:20} {runs(workload):14} {_ports(workload)}".rstrip()
        for member, store in in_cluster_stores(spec).items():
            if namespace_of(spec, store.namespace) == namespace:
                yield f"    {connection_object(member):20} {store.engine} {store.version}"
    yield from _outside(spec)


def _outside(spec: StackSpec) -> Iterator[str]:
    """Yield the data that lies outside of the cluster."""
    stores = {f"database-{n}": s for n, s in spec.databases.items() if not is_in_cluster(s)}
    caches = {f"cache-{n}": s for n, s in spec.caches.items() if not is_in_cluster(s)}
    parts = {"bucket": spec.buckets, "registry": spec.registries}
    rows = [
        f"{name:20} {s.engine} {s.version or ''} ({s.kind})"
        for name, s in {**stores, **caches}.items()
    ]
    rows += [f"{f'{kind}-{n}':20} ({s.kind})" for kind, m in parts.items() for n, s in m.items()]
    if rows:
        yield "  outside of the cluster"
        yield from (f"    {row}" for row in rows)


def runs(workload: WorkloadSpec) -> str:
    """Return when and how often a workload runs, in words."""
    match workload:
        case CronSpec(runs="suspended"):
            return "suspended"
        case CronSpec():
            return f"at {workload.schedule}"
        case JobSpec():
            return "once"
        case _:
            return pods(workload.scaling)


def pods(scaling: ScalingSpec) -> str:
    """Return how many pods a workload has, in words."""
    if isinstance(scaling, HpaScalingSpec):
        return f"{scaling.min} to {scaling.max} pods"
    return "1 pod" if scaling.replicas == 1 else f"{scaling.replicas} pods"


def _ports(workload: WorkloadSpec) -> str:
    if not isinstance(workload, WebSpec):
        return ""
    ports = ", ".join(f"{name} {number}" for name, number in workload.ports.items())
    route = f", route {workload.expose.host}{workload.expose.path}" if workload.expose else ""
    return f"{ports} ({workload.service_type}){route}"


def _truth(cluster: ClusterSpec, where: str) -> Iterator[str]:
    if isinstance(cluster, KwokSpec):
        yield "Pods are simulated here: the control plane is real, but no container runs, nothing"
        yield "answers on a port, there are no logs. For real containers name a cluster of yours:"
        yield f"cluster: {{kind: local, distribution: existing, context: NAME}}  ({where})"


def _delegation(spec: StackSpec, reference: str) -> Iterator[str]:
    """Yield what a zone still needs that nobody asks before it is named elsewhere."""
    made = [zone.domain for zone in spec.dns_zones.values() if isinstance(zone, AwsZoneSpec)]
    if made:
        yield f"Nobody asks the zone of {', '.join(made)} until the domain above it names its"
        yield "servers: at the registrar, or as an NS record in the zone above. They are:"
        yield f"  ./plinth pulumi {reference} -- stack output name_servers"


def _placeholders(unset: tuple[str, ...], reference: str) -> Iterator[str]:
    if unset:
        yield f"Not set, so a placeholder stands in: {', '.join(unset)}. To set one:"
        yield f"  ./plinth secret set {reference} {unset[0]}"


def _next(spec: StackSpec, reference: str, cluster_name: str) -> Iterator[str]:
    yield "Next:"
    if spec.account is None:
        yield f'  eval "$(./plinth env {reference})"; kubectl get pods --all-namespaces'
    else:
        region = spec.account.region
        yield f"  aws eks update-kubeconfig --region {region} --name {cluster_name}"
    yield f"  ./plinth preview {reference}    after an edit of the stack file: what up would change"
    kept = kept_parts(spec).items()
    held = [".".join(path) for path, part in kept if part.deletion == "protect"]
    if held:
        still = f"{', '.join(held)} {'is' if len(held) == 1 else 'are'}"
        yield f"  ./plinth destroy {reference}    is refused while {still} protected"
    else:
        yield f"  ./plinth destroy {reference}    take it all away"
