"""Ports that are open to everybody because another one is."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, web in plan.webs.items():
        if web.service_type != "ClusterIP" and len(web.ports) > 1:
            ports = [f"{port} ({number})" for port, number in sorted(web.ports.items())]
            yield Hit(
                path=("workloads", name, "service_type"),
                message=f"is {web.service_type}, which opens all ports: {', '.join(ports)}",
            )


RULE = Rule(
    id="every-port-outside",
    severity="warning",
    title="a Service with several ports that is open to everybody",
    why=(
        "A Service of this type has all of its ports on every node or at the load balancer, and the"
        " workload's policy lets everybody in on each of them: a port for administration or"
        " debugging is as public as the one that was meant."
    ),
    ways_out=(
        "set service_type to ClusterIP, and lead the one port outside with expose",
        "give the inner ports to a workload of their own",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/services-networking/service/",
)
