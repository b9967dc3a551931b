"""Vertical autoscaling of a pod that has no other beside it."""

from collections.abc import Iterator
from typing import Final

from proof.counts import fewest
from proof.plan import Plan
from proof.rule import Hit, Rule

_EVICTING: Final = ("Recreate", "InPlaceOrRecreate", "Auto")


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        field, pods = fewest(workload.scaling)
        if workload.vpa is not None and workload.vpa.mode in _EVICTING and pods == 1:
            yield Hit(
                path=("workloads", name, "vpa", "mode"),
                message=f"is {workload.vpa.mode}, and scaling.{field} is 1",
            )


RULE = Rule(
    id="vpa-restarts-lone-pod",
    severity="warning",
    title="a vertical autoscaler that may evict the only pod",
    why=(
        "To give a pod other requests, the autoscaler evicts it where it cannot resize it in place."
        " A lone pod is then away until the new one is ready, at a time that nobody chose. By"
        " default the autoscaler spares workloads with fewer than two pods: then nothing ever"
        " happens, and the mode promises what is never done."
    ),
    ways_out=(
        "run two pods or more: scaling.replicas or scaling.min",
        "set vpa.mode to Off, or to Initial, which waits for the next rollout",
    ),
    find=_find,
    source="https://github.com/kubernetes/autoscaler/issues/9157",
)
