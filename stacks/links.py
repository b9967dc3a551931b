"""The environment variables that lead a workload to what it calls; pure."""

from components.cache import connection as cache_connection
from components.database import connection as database_connection
from components.workload.pods import EnvVar, PlainEnv
from components.workload.spec import WebSpec, service_name
from stacks.parts import StackParts
from stacks.placement import namespace_of


def links(stack: StackParts, call: str) -> tuple[EnvVar, ...]:
    """Return the variables for one entry of `calls`; the internet needs none."""
    kind, _, name = call.partition(".")
    match kind:
        case "database":
            return database_connection.links(name)
        case "cache":
            return cache_connection.links(name)
        case "workload":
            return _workload_links(stack, name)
        case _:
            return ()


def _workload_links(stack: StackParts, name: str) -> tuple[EnvVar, ...]:
    """Return WORKLOAD_NAME_HOST and a WORKLOAD_NAME_PORT_PORT for every port of the workload."""
    spec = stack.workloads[name]
    if not isinstance(spec, WebSpec):
        return ()
    host = f"{service_name(name, spec)}.{namespace_of(stack, spec.namespace)}.svc.cluster.local"
    prefix = f"WORKLOAD_{name}".replace("-", "_").upper()
    ports = tuple(
        PlainEnv(name=f"{prefix}_PORT_{port}".replace("-", "_").upper(), value=str(number))
        for port, number in spec.ports.items()
    )
    return (PlainEnv(name=f"{prefix}_HOST", value=host), *ports)
