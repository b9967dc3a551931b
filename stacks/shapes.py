"""From a stack to the shapes of its pods and the traffic between them; pure."""

from components.cache.shape import valkey_shape
from components.database.shape import postgres_shape
from components.routing.spec import ExposeSpec
from components.tenancy.traffic import Peer, Traffic
from components.workload.pods import PodShape
from components.workload.shape import Surroundings, pod_shape
from components.workload.spec import WebSpec, WorkloadSpec
from stacks.links import links
from stacks.placement import namespace_of
from stacks.spec import StackSpec

INTERNET = ("0.0.0.0/0",)


def shapes(stack: StackSpec) -> dict[str, PodShape]:
    """Return the shapes of the stack's pods, by `workload.NAME`, `database.NAME`, `cache.NAME`."""
    made = {f"workload.{name}": workload_shape(stack, name) for name in stack.workloads}
    for name, database in stack.databases.items():
        namespace = namespace_of(stack, database.namespace)
        made[f"database.{name}"] = postgres_shape(name, database, namespace)
    for name, cache in stack.caches.items():
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
        links=tuple(link for call in spec.calls for link in links(stack, call)),
    )
    return pod_shape(name, spec, around)


def traffic(stack: StackSpec, member: str) -> Traffic:
    """Return all connections that a `workload.NAME`, `database.NAME` or `cache.NAME` has."""
    known = shapes(stack)
    callers = tuple(
        _peer(known[f"workload.{name}"])
        for name, spec in stack.workloads.items()
        if member in spec.calls
    )
    kind, _, name = member.partition(".")
    if kind != "workload":
        return Traffic(callers=callers)
    spec = stack.workloads[name]
    targets = tuple(_peer(known[call]) for call in spec.calls if call in known)
    return Traffic(
        callers=callers,
        targets=targets,
        from_outside=_open_ports(spec),
        to_internet=INTERNET if "internet" in spec.calls else (),
    )


def _peer(shape: PodShape) -> Peer:
    ports = tuple(shape.ports.values())
    return Peer(namespace=shape.namespace, selector=shape.selector, ports=ports)


def _open_ports(spec: WorkloadSpec) -> tuple[int, ...]:
    match spec:
        case WebSpec(service_type="NodePort" | "LoadBalancer"):
            return tuple(spec.ports.values())
        case WebSpec(expose=ExposeSpec() as expose):
            return (spec.ports[expose.port_among(spec.ports)],)
        case _:
            return ()
