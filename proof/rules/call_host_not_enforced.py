"""Hosts outside that no policy can tell from others."""

from collections.abc import Iterator

from components.workload.calls import hosts
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        for position, call in enumerate(workload.calls):
            for host in hosts((call,)):
                yield Hit(
                    path=("workloads", name, "calls", position),
                    message=(
                        f"lets every public address through on port {host.port}, not {host.name}"
                        " alone"
                    ),
                )


RULE = Rule(
    id="call-host-not-enforced",
    severity="note",
    title="a host outside that a NetworkPolicy cannot match",
    why=(
        "A NetworkPolicy knows addresses and ports and no names, and the addresses of a host"
        " change. What is enforced is the port, and that the address is public, and that only where"
        " the cluster's network enforces policies; whoever takes over a pod can send data to any"
        " host on that port."
    ),
    ways_out=(
        "accept it: the host stands in calls for people to read",
        "send such requests through a proxy of your own that knows the hosts, and call that",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/services-networking/network-policies/",
)
