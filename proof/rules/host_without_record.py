"""Hosts that nobody leads to the load balancer."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.routes import routes, served_by_alb, zone_of


def _find(plan: Plan) -> Iterator[Hit]:
    if not served_by_alb(plan.stack):
        return
    there = ", ".join(sorted(zone.domain for zone in plan.stack.dns_zones.values())) or "none"
    for name, expose in routes(plan.stack).items():
        if zone_of(plan.stack, expose.host) is None:
            message = f"no zone of the stack answers for {expose.host} (dns_zones: {there})"
            yield Hit(path=("workloads", name, "expose", "host"), message=message)


RULE = Rule(
    id="host-without-record",
    severity="warning",
    title="a host that no zone of the stack answers for",
    why=(
        "The load balancer is made under a name that AWS chooses, and answers for the host only who"
        " asks by the host's name. Without a record that leads from one to the other nobody gets"
        " there, and nothing in the stack makes it."
    ),
    ways_out=(
        "name the zone in dns_zones, by its id (kind: existing) if somebody else made it",
        "accept it, if you keep a record elsewhere: a CNAME to the address of the Ingress",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html",
)
