"""Vertical autoscaling that is asked for and forbidden."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        vpa = workload.vpa
        if vpa is not None and vpa.mode != "Off" and vpa.containers == "Off":
            yield Hit(
                path=("workloads", name, "vpa", "containers"),
                message=f"is Off, and mode {vpa.mode} is there to change the pods",
            )


RULE = Rule(
    id="vpa-modes-contradict",
    severity="error",
    title="a vertical autoscaler that is to change pods and to leave their containers alone",
    why=(
        "The mode says that the requests of pods are to be set, the policy of the containers that"
        " nothing is to be touched. Kubernetes accepts both, and the second wins in silence:"
        " whoever reads the mode believes that the pods are sized by their use, and they never"
        " are."
    ),
    ways_out=(
        "set vpa.mode to Off: it recommends, and somebody sets resources.requests",
        "set vpa.containers to Auto, if pods are to be changed",
    ),
    find=_find,
    source="https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/quickstart.md",
)
