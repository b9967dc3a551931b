"""Kubernetes' form of a health check."""

from typing import assert_never

import pulumi_kubernetes as k8s

from components.workload.probes import ExecProbeSpec, HttpProbeSpec, ProbeSpec, TcpProbeSpec


def probe(spec: ProbeSpec) -> k8s.core.v1.ProbeArgsDict:
    """Return the probe with all its timings written out."""
    made: k8s.core.v1.ProbeArgsDict = {
        "initial_delay_seconds": spec.initial_delay_seconds,
        "period_seconds": spec.period_seconds,
        "timeout_seconds": spec.timeout_seconds,
        "failure_threshold": spec.failure_threshold,
        "success_threshold": spec.success_threshold,
    }
    match spec:
        case HttpProbeSpec():
            made["http_get"] = {
                "path": spec.path,
                "port": spec.port,
                "http_headers": [{"name": n, "value": v} for n, v in spec.headers.items()],
            }
        case TcpProbeSpec():
            made["tcp_socket"] = {"port": spec.port}
        case ExecProbeSpec():
            made["exec_"] = {"command": list(spec.command)}
        case _:
            assert_never(spec)
    return made
