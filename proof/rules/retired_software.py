"""Software that its project has given up."""

from collections.abc import Iterator
from typing import Final

from catalog.lifecycle import LIFECYCLE
from catalog.retired_images import retired_image
from catalog.rows import ProductVersion
from proof.facts import hit
from proof.images import repository
from proof.lifecycle import state_on
from proof.plan import Plan
from proof.rule import Hit, Rule

_INGRESS_NGINX: Final = ("ingress-nginx", "all")
_ITS_CLASS: Final = "nginx"


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        row = retired_image(repository(workload.image))
        if row is None:
            continue
        ended = LIFECYCLE.get(row.product, row.version)
        if _has_ended(ended, plan):
            message = (
                f"{workload.image} is of {row.product}, which ended on"
                f" {ended.standard_support_end}; use {row.instead}"
            )
            yield hit(("workloads", name, "image"), message, row)
    yield from _ingress_class(plan)


def _ingress_class(plan: Plan) -> Iterator[Hit]:
    routed = any(web.expose is not None for web in plan.webs.values())
    ended = LIFECYCLE.get(*_INGRESS_NGINX)
    if routed and plan.stack.cluster.ingress_class == _ITS_CLASS and _has_ended(ended, plan):
        message = (
            f"is {_ITS_CLASS}, the class of ingress-nginx, which ended on"
            f" {ended.standard_support_end}; F5's controller has the same class and lives on"
        )
        yield hit(("cluster", "ingress_class"), message, ended, "warning")


def _has_ended(version: ProductVersion, plan: Plan) -> bool:
    return state_on(version.standard_support_end, plan.on) == "ended"


RULE = Rule(
    id="retired-software",
    severity="error",
    title="software that its project has given up",
    why=(
        "There are no versions any more, not even for holes that everybody can read about, and one"
        " day the images go as well: a pod that moves to a node which does not have them yet never"
        " starts."
    ),
    ways_out=(
        "use what came in its place: image, addons.traefik",
        "accept it until a day on which the move will be done",
    ),
    find=_find,
    source="https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/",
)
