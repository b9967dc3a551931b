"""Certificates that are proven in a zone which nobody asks yet."""

from collections.abc import Iterator

from components.dns.spec import AwsZoneSpec
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.routes import led_hosts, routes, served_by_alb


def _find(plan: Plan) -> Iterator[Hit]:
    if not served_by_alb(plan.stack):
        return
    led = led_hosts(plan.stack)
    for name, zone in plan.stack.dns_zones.items():
        hosts = [
            host
            for host, each in led.items()
            if each.zone == name
            and any(routes(plan.stack)[web].certificate_arn is None for web in each.workloads)
        ]
        if isinstance(zone, AwsZoneSpec) and hosts:
            message = (
                f"the first up waits for the certificate of {', '.join(hosts)} until whoever owns"
                f" the domain above {zone.domain} names this zone's servers"
            )
            yield Hit(path=("dns_zones", name), message=message)


RULE = Rule(
    id="zone-waits-for-delegation",
    severity="warning",
    title="a certificate that is proven in a zone of the stack's own",
    why=(
        "AWS proves a certificate by a record which it looks up as everybody does: from the domain"
        " above. A zone is asked only once it is named there, and its servers are known only once"
        " it is made. So the first up waits, and gives up after 75 minutes."
    ),
    ways_out=(
        (
            "bring the zone up first, without the routes; name its servers (output name_servers) at"
            " the registrar or in the zone above; then add the routes"
        ),
        "let up wait meanwhile, and name the servers that Route 53 shows for the zone",
        "make the zone once, elsewhere, and name it: kind: existing",
        "accept it, once the domain above names the servers",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
)
