"""Health checks that cannot keep their own pace."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        probes = workload.probes
        for kind, probe in (
            ("startup", probes.startup),
            ("readiness", probes.readiness),
            ("liveness", probes.liveness),
        ):
            if probe is not None and probe.timeout_seconds > probe.period_seconds:
                yield Hit(
                    path=("workloads", name, "probes", kind, "timeout_seconds"),
                    message=f"is {probe.timeout_seconds}, and period_seconds is"
                    f" {probe.period_seconds}",
                )


RULE = Rule(
    id="probe-timeout-longer-than-period",
    severity="warning",
    title="a probe that waits longer for an answer than between two questions",
    why=(
        "The next question waits until the last one is answered or given up. A pod that has stopped"
        " answering is therefore found out later than period_seconds and failure_threshold say, and"
        " keeps getting requests until then."
    ),
    ways_out=(
        "lower the probe's timeout_seconds below its period_seconds",
        "raise the probe's period_seconds, and its failure_threshold with care",
    ),
    find=_find,
)
