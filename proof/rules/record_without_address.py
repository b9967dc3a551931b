"""Hosts that are led to an address which nobody waits for."""

from collections.abc import Iterator

from components.workload.scaling import least_replicas
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.routes import led_hosts, served_by_alb


def _find(plan: Plan) -> Iterator[Hit]:
    if not served_by_alb(plan.stack):
        return
    for host, led in led_hosts(plan.stack).items():
        first = led.workloads[0]
        if least_replicas(plan.webs[first].scaling) == 0:
            message = (
                f"{host} is led to the address of this route, which up does not wait for while no"
                " pod is behind it"
            )
            yield Hit(path=("workloads", first, "scaling", "replicas"), message=message)


RULE = Rule(
    id="record-without-address",
    severity="warning",
    title="a host whose route begins without a pod",
    why=(
        "A route is ready once pods are behind it, so up does not wait for one that begins with"
        " none. Its load balancer may have no address yet then, and AWS refuses a record that leads"
        " nowhere: the first up fails, the next one goes through."
    ),
    ways_out=(
        "begin with one pod: scaling.replicas: 1; go down to none later, when the address is known",
        "accept it, once the route has an address",
    ),
    find=_find,
)
