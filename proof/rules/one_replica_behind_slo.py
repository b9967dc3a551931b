"""Availability that hangs on one pod."""

from collections.abc import Iterator

from proof.counts import fewest
from proof.plan import Plan
from proof.promises import promised
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    promise = promised(plan)
    for name, web in plan.webs.items() if promise is not None else ():
        field, pods = fewest(web.scaling)
        if pods < 2:
            yield Hit(
                path=("workloads", name, "scaling", field), message=f"is {pods}, and {promise}"
            )


RULE = Rule(
    id="one-replica-behind-slo",
    severity="error",
    title="a promised availability and a web workload with fewer than two pods",
    why=(
        "A lone pod is away whenever its node is drained, upgraded or fails, and whenever it is"
        " evicted; after a node fails, Kubernetes waits for about five minutes before it starts the"
        " pod elsewhere. Nobody can say how often that is in a month, so nothing in this plan keeps"
        " the promise."
    ),
    ways_out=(
        "set scaling.replicas or scaling.min to 2 or more",
        "accept it with a reason, if the promise does not rest on this workload",
        "take availability_percent out of objectives",
    ),
    find=_find,
)
