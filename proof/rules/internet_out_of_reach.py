"""What is asked of the internet in a network that does not lead there."""

from collections.abc import Iterator

from proof.addons import charts
from proof.closed_network import is_closed, registry_of
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    stack = plan.stack
    if not is_closed(stack) or stack.account is None:
        return
    own = f"{stack.account.id}.dkr.ecr.{stack.account.region}.amazonaws.com"
    for name, workload in stack.workloads.items():
        registry = registry_of(workload.image)
        if registry != own:
            message = f"comes from {registry}, which nodes cannot reach: network.nat is none"
            yield Hit(path=("workloads", name, "image"), message=message)
        for position, call in enumerate(workload.calls):
            if call == "internet":
                message = "leads nowhere: network.nat is none"
                yield Hit(path=("workloads", name, "calls", position), message=message)
    for addon, chart in charts(stack).items():
        images = {pod.image for pod in chart.pods if pod.image is not None}
        outside = sorted({registry_of(image) for image in images} - {own})
        if outside and not stack.addons.asked()[addon].values:
            message = (
                f"pulls its images from {', '.join(outside)}, which nodes cannot reach: network.nat"
                " is none"
            )
            yield Hit(path=("addons", addon), message=message)


RULE = Rule(
    id="internet-out-of-reach",
    severity="error",
    title="images or calls of the internet in a network without a way out",
    why=(
        "Without NAT nothing in the network reaches the internet. Pods whose image lies there stay"
        " in ImagePullBackOff, and calls end in a time-out, long after up began to wait."
    ),
    ways_out=(
        "keep images in the account's own registry, or in its cache of another: registries",
        "point an add-on's images there: addons.*.values",
        "let it lead out: network.nat: one_per_zone",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
)
