"""Requests that reach a pod which is gone."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.promises import promised
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    promise = promised(plan)
    for name, web in plan.webs.items() if promise is not None else ():
        if web.pre_stop is None:
            yield Hit(path=("workloads", name, "pre_stop"), message=f"is missing, and {promise}")


RULE = Rule(
    id="abrupt-stop-behind-slo",
    severity="note",
    title="a promised availability and pods that stop before requests stop coming",
    why=(
        "A pod is told to stop at the same time as it is taken out of the Service, and nodes and"
        " load balancers learn of that a little later. For some seconds of each rollout and each"
        " drain requests reach pods that no longer listen, unless the software goes on answering"
        " for a while."
    ),
    ways_out=(
        "wait a little before the stop: pre_stop: {kind: sleep, seconds: 10}",
        "accept it, if the software goes on listening for a while after it was told to stop",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
)
