"""Two health checks that are the same one."""

from collections.abc import Iterator

from components.workload.probes import ExecProbeSpec, HttpProbeSpec, ProbeSpec, TcpProbeSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.running.items():
        readiness, liveness = workload.probes.readiness, workload.probes.liveness
        if readiness is None or liveness is None or _asks(readiness) != _asks(liveness):
            continue
        if isinstance(liveness, TcpProbeSpec):
            continue  # an open port says no more than that the process is there
        yield Hit(
            path=("workloads", name, "probes", "liveness"),
            message=f"asks the same as readiness: {_told(liveness)}",
        )


def _asks(probe: ProbeSpec) -> tuple[object, ...]:
    match probe:
        case HttpProbeSpec():
            return ("http", probe.path, probe.port)
        case TcpProbeSpec():
            return ("tcp", probe.port)
        case ExecProbeSpec():
            return ("exec", probe.command)


def _told(probe: ProbeSpec) -> str:
    return probe.path if isinstance(probe, HttpProbeSpec) else probe.kind


RULE = Rule(
    id="liveness-is-readiness",
    severity="error",
    title="a liveness probe that asks what readiness asks",
    why=(
        "Readiness takes a pod that cannot serve just now out of the Service; liveness kills it."
        " With one question for both, a slow database or a full queue restarts all pods at once,"
        " and a short overload becomes an outage."
    ),
    ways_out=(
        "let liveness ask what only a stuck process fails: a path of its own, or a tcp probe",
        "leave liveness out",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/pods/probes/",
)
