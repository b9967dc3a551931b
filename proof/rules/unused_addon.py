"""Add-ons that nothing needs."""

from collections.abc import Iterator
from typing import Final

from components.addons.spec import AddonName
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.addons import addons_to_make
from stacks.needs import needed_addons

# The metrics server is not among them: it answers people as well (kubectl top).
_NEEDED_BY: Final[dict[AddonName, str]] = {
    "traefik": "no workload has expose",
    "vertical_pod_autoscaler": "no workload has vpa",
    "keda": "no workload has a schedule",
    "aws_load_balancer_controller": "no workload has expose",
    "external_secrets": "no database or cache is kept by AWS",
    "cluster_autoscaler": "cluster.autoscaler is not set",
}


def _find(plan: Plan) -> Iterator[Hit]:
    needed = needed_addons(plan.stack)
    for name in addons_to_make(plan.stack):
        if name in _NEEDED_BY and name not in needed:
            yield Hit(path=("addons", name), message=_reason(plan, name))


def _reason(plan: Plan, name: AddonName) -> str:
    other = plan.stack.cluster.ingress_class
    if name == "traefik" and other is not None:
        return f"is there for nothing: routes have the class {other} (cluster.ingress_class)"
    return f"is there for nothing: {_NEEDED_BY[name]}"


RULE = Rule(
    id="unused-addon",
    severity="warning",
    title="an add-on that nothing in the stack needs",
    why=(
        "Its pods take CPU and memory from the nodes, its accounts may read and change much of the"
        " cluster, and somebody has to keep its version up to date."
    ),
    ways_out=(
        "leave it out: set it to null below addons in this stack's file",
        "accept it, if somebody uses it by other means than this stack",
    ),
    find=_find,
)
