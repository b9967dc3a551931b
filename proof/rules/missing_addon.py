"""Add-ons that something needs and nobody asked for."""

from collections.abc import Iterator
from typing import Final

from components.addons.spec import AddonName
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.needs import needed_addons
from stacks.reading.problems import dotted

_WITHOUT: Final[dict[AddonName, str]] = {
    "traefik": "nothing serves the route",
    "metrics_server": "nothing tells how much cpu and memory the pods use",
    "vertical_pod_autoscaler": "the cluster does not know what a VerticalPodAutoscaler is",
    "keda": "the cluster does not know what a ScaledObject is",
    "aws_load_balancer_controller": "nobody makes a load balancer for the route",
    "external_secrets": "nothing brings what AWS keeps of the store into the cluster",
    "cluster_autoscaler": "nobody starts or ends nodes",
}


def _find(plan: Plan) -> Iterator[Hit]:
    there = {*plan.stack.addons.asked(), *plan.stack.cluster.provides}
    for name, fields in needed_addons(plan.stack).items():
        if name not in there:
            needing = " and ".join(dotted(field) for field in fields)
            verb = "needs" if len(fields) == 1 else "need"
            yield Hit(
                path=("addons", name),
                message=f"is missing, and {needing} {verb} it: {_WITHOUT[name]}",
            )


RULE = Rule(
    id="missing-addon",
    severity="error",
    title="an add-on that something needs and nobody asked for",
    why=(
        "Without it the field that needs it does nothing: a route leads nowhere, an autoscaler"
        " never knows what its pods use. Objects of kinds that an add-on brings are refused by the"
        " API server, and up stops in the midst."
    ),
    ways_out=(
        "ask for it: addons.NAME: {}",
        "say that somebody else has installed it: cluster.provides (distribution: existing)",
        "name the class of the controller that serves your routes: cluster.ingress_class",
        "take away the field that needs it",
    ),
    find=_find,
)
