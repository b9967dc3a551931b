"""Networks that lead nowhere, not even to what the cluster asks of AWS."""

from collections.abc import Iterator

from proof.closed_network import missing_gateways, missing_interfaces
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for field, missing in (
        ("gateway_endpoints", missing_gateways(plan.stack)),
        ("interface_endpoints", missing_interfaces(plan.stack)),
    ):
        if missing:
            listed = ", ".join(f"{service} ({who})" for service, who in missing.items())
            message = f"lacks {listed}, and network.nat is none"
            yield Hit(path=("network", field), message=message)


RULE = Rule(
    id="endpoint-missing",
    severity="error",
    title="a network without a way out that lacks endpoints",
    why=(
        "Without NAT every service of AWS has to be reached by an endpoint in the network. Nodes"
        " that cannot ask EC2 join no cluster, those that reach no registry start no pod, and an"
        " add-on that reaches nothing waits in its retries, while up waits for it."
    ),
    ways_out=(
        "name the services: network.interface_endpoints, network.gateway_endpoints",
        "let it lead out: network.nat: one_per_zone",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
)
