"""Pods that are given up before they are expected to be up."""

from collections.abc import Iterator

from components.workload.probes import ProbeSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        probes = workload.probes
        # Liveness waits for startup where there is one.
        kind, first = (
            ("liveness", probes.liveness) if probes.startup is None else ("startup", probes.startup)
        )
        expected = probes.readiness.initial_delay_seconds if probes.readiness is not None else 0
        if first is not None and _gives_up(first) < expected:
            yield Hit(
                path=("workloads", name, "probes", kind),
                message=(
                    f"gives up after {_gives_up(first)} s, and readiness is not asked before"
                    f" {expected} s"
                ),
            )


def _gives_up(probe: ProbeSpec) -> int:
    """Return when the probe's last failure is counted at the earliest, in seconds."""
    further = (probe.failure_threshold - 1) * probe.period_seconds
    return probe.initial_delay_seconds + further


RULE = Rule(
    id="liveness-before-start",
    severity="warning",
    title="a probe that restarts a pod before it is expected to be up",
    why=(
        "The delay of the readiness probe says how long a start takes. A probe that gives up sooner"
        " restarts the container in the middle of its start, and then again, each time with a"
        " longer pause: on a slow day the workload never comes up."
    ),
    ways_out=(
        "add probes.startup, with period_seconds times failure_threshold above the slowest start",
        "raise the probe's initial_delay_seconds or failure_threshold",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/pods/probes/",
)
