"""From a stack to the shapes of its pods and the traffic between them; pure."""

from components.cache.connection import PORT as CACHE_PORT
from components.cache.existing_spec import ExistingCacheSpec
from components.cache.shape import valkey_shape
from components.cache.spec import InClusterValkeySpec
from components.database.connection import PORT as DATABASE_PORT
from components.database.existing_spec import ExistingPostgresSpec
from components.database.shape import postgres_shape
from components.database.spec import InClusterPostgresSpec
from components.routing.spec import ExposeSpec
from components.tenancy.traffic import PUBLIC_RANGES, Peer, Range, Traffic
from components.workload.calls import hosts
from components.workload.pods import PodShape
from components.workload.shape import Surroundings, migration_shape, pod_shape
from components.workload.spec import WebSpec, WorkloadBase, WorkloadSpec
from stacks.addons import router
from stacks.grants import bucket_links, granted_hosts, granted_ranges
from stacks.links import links
from stacks.placement import existing_stores, kept_stores, namespace_of
from stacks.routes import served_by_alb
from stacks.spec import StackSpec
from stacks.subnet_ranges import subnet_ranges


def shapes(stack: StackSpec) -> dict[str, PodShape]:
    """Return the shapes of the stack's pods, by `workload.NAME`, `database.NAME`, `cache.NAME`."""
    made = {f"workload.{name}": workload_shape(stack, name) for name in stack.workloads}
    for name, database in stack.databases.items():
        if not isinstance(database, InClusterPostgresSpec):
            continue
        namespace = namespace_of(stack, database.namespace)
        made[f"database.{name}"] = postgres_shape(name, database, namespace)
    for name, cache in stack.caches.items():
        if not isinstance(cache, InClusterValkeySpec):
            continue
        made[f"cache.{name}"] = valkey_shape(name, cache, namespace_of(stack, cache.namespace))
    return made


def workload_shape(stack: StackSpec, name: str) -> PodShape:
    """Return the shape of one workload's pods."""
    spec = stack.workloads[name]
    around = Surroundings(
        namespace=namespace_of(stack, spec.namespace),
        secrets=stack.secrets,
        configs=stack.configs,
        pools=stack.cluster.node_pools,
        pull_policy=stack.cluster.pull_policy,
        links=(
            *(link for call in spec.calls for link in links(stack, call)),
            *bucket_links(stack, spec),
        ),
    )
    return pod_shape(name, spec, around)


def migrations(stack: StackSpec) -> dict[str, PodShape]:
    """Return the shapes of the pods that migrate, by the name of their workload."""
    return {
        name: migration_shape(workload_shape(stack, name), spec.migration)
        for name, spec in stack.workloads.items()
        if isinstance(spec, WorkloadBase) and spec.migration is not None
    }


def traffic(stack: StackSpec, member: str) -> Traffic:
    """Return all connections that a `workload.NAME`, `database.NAME` or `cache.NAME` has."""
    known, migrating = shapes(stack), migrations(stack)
    callers = tuple(
        _peer(shape)
        for name, spec in stack.workloads.items()
        if member in spec.calls
        for shape in (known[f"workload.{name}"], migrating.get(name))
        if shape is not None
    )
    kind, _, name = member.partition(".")
    if kind != "workload":
        return Traffic(callers=callers)
    spec = stack.workloads[name]
    targets = tuple(_peer(known[call]) for call in spec.calls if call in known)
    return Traffic(
        callers=callers,
        targets=targets,
        from_outside=_open_ports(stack, spec),
        from_ranges=_balancers(stack, spec),
        routed_by=_router(stack, spec),
        to_internet=PUBLIC_RANGES if "internet" in spec.calls else (),
        to_hosts=tuple(dict.fromkeys((*hosts(spec.calls), *granted_hosts(stack, spec)))),
        to_ranges=(*_kept(stack, spec), *granted_ranges(stack, spec)),
        scraped=_scraped(spec),
    )


def _peer(shape: PodShape) -> Peer:
    ports = tuple(shape.ports.values())
    return Peer(namespace=shape.namespace, selector=shape.selector, ports=ports)


def _scraped(spec: WorkloadSpec) -> int | None:
    metrics = spec.metrics if isinstance(spec, WorkloadBase) else None
    return metrics.port if metrics is not None else None


def _open_ports(stack: StackSpec, spec: WorkloadSpec) -> tuple[int, ...]:
    match spec:
        case WebSpec(service_type="NodePort" | "LoadBalancer"):
            return tuple(spec.ports.values())
        case WebSpec(expose=ExposeSpec()) if served_by_alb(stack):
            return ()
        case WebSpec(expose=ExposeSpec() as expose) if _router(stack, spec) is None:
            return (spec.ports[expose.port_among(spec.ports)],)
        case _:
            return ()


def _router(stack: StackSpec, spec: WorkloadSpec) -> Peer | None:
    match spec:
        case WebSpec(expose=ExposeSpec() as expose):
            return router(stack, spec.ports[expose.port_among(spec.ports)])
        case _:
            return None


def _balancers(stack: StackSpec, spec: WorkloadSpec) -> tuple[Range, ...]:
    """Return where load balancers of AWS come from: the subnets that they are made in."""
    match spec:
        case WebSpec(expose=ExposeSpec() as expose) if served_by_alb(stack):
            outside = expose.audience == "internet"
            ranges = subnet_ranges(stack, "public" if outside else "private")
            port = spec.ports[expose.port_among(spec.ports)]
            return tuple(Range(cidr=cidr, port=port) for cidr in ranges)
        case _:
            return ()


def _kept(stack: StackSpec, spec: WorkloadSpec) -> tuple[Range, ...]:
    """Return where the called stores are that are no pods: anywhere in the database subnets."""
    kept, existing = kept_stores(stack), existing_stores(stack)
    found: set[Range] = set()
    for call in spec.calls:
        if call in existing:
            found |= set(_existing(stack, existing[call]))
        elif call in kept:
            port = DATABASE_PORT if call.startswith("database.") else CACHE_PORT
            found |= {Range(cidr=cidr, port=port) for cidr in subnet_ranges(stack, "database")}
    return tuple(sorted(found, key=lambda each: (each.port, each.cidr)))


def _existing(
    stack: StackSpec, store: ExistingPostgresSpec | ExistingCacheSpec
) -> tuple[Range, ...]:
    """Return where a store is that somebody else looks after, as far as anybody says."""
    ranges = store.addresses or subnet_ranges(stack, "database")
    return tuple(Range(cidr=cidr, port=store.port) for cidr in ranges)
