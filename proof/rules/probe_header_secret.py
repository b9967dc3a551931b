"""Secrets that a probe would show to everybody who may read pods."""

import re
from collections.abc import Iterator
from typing import Final

from components.workload.probes import HttpProbeSpec
from proof.plan import Plan
from proof.rule import Hit, Rule

_CREDENTIAL: Final = re.compile(
    r"authorization|cookie|token|secret|password|credential|api[-_]?key", re.IGNORECASE
)


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        probes = workload.probes
        for kind, probe in (
            ("startup", probes.startup),
            ("readiness", probes.readiness),
            ("liveness", probes.liveness),
        ):
            for header in probe.headers if isinstance(probe, HttpProbeSpec) else ():
                if _CREDENTIAL.search(header):
                    yield Hit(
                        path=("workloads", name, "probes", kind, "headers", header),
                        message=f"the {kind} probe sends {header}, which carries a credential",
                    )


RULE = Rule(
    id="probe-header-secret",
    severity="error",
    title="a credential in a header of a probe",
    why=(
        "A probe's headers stand in the pod's spec in plain text, in the stack file and in the"
        " state; Kubernetes cannot take them from a Secret. Everybody who may read pods reads the"
        " credential, and changing it restarts every pod."
    ),
    ways_out=(
        "let the application answer a health path without a key",
        "use an exec probe: its command can read the key from the container's environment",
    ),
    find=_find,
)
