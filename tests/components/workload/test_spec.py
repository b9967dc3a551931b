"""What may be asked of a workload, and how a wish that cannot be built is refused."""

from pathlib import Path

import pytest

from components.workload.spec import WebSpec, WorkerSpec
from tests.stacks.platforms import refused, spec

WEB = "workloads:\n  web:\n    "
JOB = "workloads:\n  job:\n    "

REFUSED = {
    "checks of ports that are not there": (
        WEB + "probes: {startup: {kind: tcp, port: grpc}, liveness: {kind: http, port: htp}}",
        [
            ":6 workloads.web.probes.startup.port: no such port: grpc (ports: http)",
            ":6 workloads.web.probes.liveness.port: no such port: htp (ports: http)",
        ],
    ),
    "a check of a worker's port": (
        JOB + "probes: {readiness: {kind: tcp, port: http}}",
        [":6 workloads.job.probes.readiness.port: no such port: http (ports: none)"],
    ),
    "a liveness check that must pass twice": (
        WEB + "probes: {liveness: {kind: tcp, port: http, success_threshold: 2}}",
        [
            (
                ":6 workloads.web.probes.liveness.success_threshold: must be 1: Kubernetes demands"
                " it of liveness, got 2"
            )
        ],
    ),
    "a route that could lead to two ports, and two ports with one number": (
        WEB + "ports: {admin: 8080}\n    expose: {host: shop.example.org}",
        [
            ":6 workloads.web.ports.admin: 8080 is the number of another port already",
            ":7 workloads.web.expose.port: missing; name one of the ports: admin, http",
        ],
    ),
    "a route to a port that is not there": (
        WEB + "expose: {host: shop.example.org, port: api}",
        [":6 workloads.web.expose.port: no such port: api (ports: http)"],
    ),
    "a path that is no prefix of a URL": (
        WEB + "expose: {host: shop.example.org, path: api}",
        [
            (
                ":6 workloads.web.expose.path: must be the path of a URL: '/' first, without '//',"
                " '.', '..', '?' and '#', such as /api, got \"api\""
            )
        ],
    ),
    "a place in the file system that is taken": (
        "configs: {a: {files: {x.txt: x.txt}}}\n"
        + WEB
        + "configs: {a: {mounts: {x.txt: /app/}}}\n    writable_paths: [/tmp, /app]",
        [
            (
                ':7 workloads.web.configs.a.mounts."x.txt": /app/ is taken: something else is'
                " mounted there"
            )
        ],
    ),
    "a route for an address": (
        WEB + "expose: {host: 10.0.0.1}",
        [
            (
                ":6 workloads.web.expose.host: must be a host name and no address, such as"
                ' shop.example.org, got "10.0.0.1"'
            )
        ],
    ),
    "a header that HTTP does not know": (
        WEB + "probes: {liveness: {kind: http, port: http, headers: {'X Key': a}}}",
        [
            (
                ':6 workloads.web.probes.liveness.headers."X Key": the name must be the name of an'
                " HTTP header: letters, digits and '-', such as X-API-Key"
            )
        ],
    ),
    "numbers that Kubernetes cannot hold": (
        WEB
        + "probes: {liveness: {kind: tcp, port: http, period_seconds: 2147483648}}\n"
        + "    scaling: {kind: fixed, replicas: 2147483648}\n"
        + "    disruption: {max_unavailable: 2147483648}\n"
        + "    rollout: {kind: rolling_update, max_surge: 2147483648}\n",
        [
            (
                ":6 workloads.web.probes.liveness.period_seconds: must be at most 2147483647, got"
                " 2147483648"
            ),
            ":7 workloads.web.scaling.replicas: must be at most 2147483647, got 2147483648",
            (
                ":8 workloads.web.disruption.max_unavailable: must be at most 2147483647, got"
                " 2147483648"
            ),
            (
                ":9 workloads.web.rollout.max_surge: must be a whole number from 0 or a"
                " percentage, such as 1 or 25%, got 2147483648"
            ),
        ],
    ),
    "root": (
        WEB + "user: 0",
        [":6 workloads.web.user: must be at least 1, got 0"],
    ),
    "limits below the requests": (
        WEB + "resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 0.25, memory: 512Mi}}",
        [
            ":6 workloads.web.resources.limits.cpu: must be at least requests.cpu (500m), got 0.25",
            (
                ":6 workloads.web.resources.limits.memory: must be at least requests.memory (1Gi),"
                " got 512Mi"
            ),
        ],
    ),
    "an autoscaler whose bounds are the wrong way round": (
        WEB + "scaling: {kind: hpa, min: 3, max: 2, targets: {cpu_percent: 70}}",
        [":6 workloads.web.scaling.max: must be at least min (3), got 2"],
    ),
    "an autoscaler that aims at nothing": (
        WEB + "scaling: {kind: hpa, min: 1, max: 2, targets: {}}",
        [
            (
                ":6 workloads.web.scaling.targets: aims at nothing; give cpu_percent,"
                " memory_percent or metrics"
            )
        ],
    ),
    "a rollout that could never move": (
        WEB + "rollout: {kind: rolling_update, max_unavailable: 0%, max_surge: 0}",
        [
            (
                ":6 workloads.web.rollout: max_unavailable and max_surge are both 0; a rollout"
                " could never move"
            )
        ],
    ),
    "a call in words of its own": (
        WEB + "calls: [postgres]",
        [
            (
                ":6 workloads.web.calls[0]: must be workload.NAME, database.NAME, cache.NAME, a"
                " host outside with its port or internet, such as database.main or"
                ' api.example.org:443, got "postgres"'
            )
        ],
    ),
    "a host without a port that exists": (
        WEB + "calls: ['api.example.org:70000', 'api.example.org:0']",
        [
            (
                ":6 workloads.web.calls[0]: must name a port from 1 to 65535, got"
                ' "api.example.org:70000"'
            ),
            (
                ":6 workloads.web.calls[1]: must name a port from 1 to 65535, got"
                ' "api.example.org:0"'
            ),
        ],
    ),
    "a port that is called like that of the metrics": (
        WEB + "ports: {metrics: 9090}\n    metrics: {port: 9100}",
        [
            (
                ":6 workloads.web.ports.metrics: is what the port of metrics is called (9100), got"
                " 9090; give this one another name, or both the same number"
            )
        ],
    ),
    "a wait before the stop that would outlast the pod": (
        JOB + "grace_seconds: 5\n    pre_stop: {kind: sleep, seconds: 6}",
        [":7 workloads.job.pre_stop.seconds: must be at most grace_seconds (5), got 6"],
    ),
    "floors above the ceiling, and metrics that KEDA has no trigger for": (
        WEB
        + "scaling: {kind: hpa, min: 1, max: 3, targets: {metrics: {rps: {kind: pods,"
        + " average: 10}}}}\n"
        + "    schedule: {peak: {start: 0 8 * * *, end: 0 9 * * *, min: 4}}",
        [
            (
                ":6 workloads.web.scaling.targets.metrics: cannot stand beside a schedule: KEDA,"
                " which keeps schedules, has no trigger for metrics that others serve; aim at"
                " cpu_percent or memory_percent, or leave schedule out"
            ),
            ":7 workloads.web.schedule.peak.min: must be at most scaling.max (3), got 4",
        ],
    ),
    "a time that is over as it begins": (
        JOB + "schedule: {peak: {start: 0 8 * * *, end: 0  8 * * *, min: 2}}",
        [
            (
                ":6 workloads.job.schedule.peak.end: must be another time than start (0 8 * * *),"
                " or it lasts no time at all"
            )
        ],
    ),
    "vertical bounds that are the wrong way round": (
        WEB + "vpa: {min: {cpu: 1}, max: {cpu: 500m}}",
        [":6 workloads.web.vpa.max.cpu: must be at least min.cpu (1), got 500m"],
    ),
    "a name that a Service cannot have": (
        WEB + "names: {service: 2nd-shop}",
        [
            (
                ":6 workloads.web.names.service: must be the name of a Service: a letter first,"
                " then lower-case letters, digits and '-', at most 63, such as api-service, got"
                ' "2nd-shop"'
            )
        ],
    ),
    "what only workloads have that run all the time": (
        (
            "workloads:\n"
            "  nightly: {kind: cron, image: a, resources: {}, schedule: 0 3 * * *, probes: {},"
            " migration: {command: [a]}}\n"
            "  seed: {kind: job, image: a, resources: {}, scaling: {kind: fixed}, vpa: {},"
            " ports: {http: 80}}"
        ),
        [
            ":5 workloads.nightly.probes: unknown field for cron; web or worker has it",
            ":5 workloads.nightly.migration: unknown field for cron; web or worker has it",
            ":6 workloads.seed.scaling: unknown field for job; web or worker has it",
            ":6 workloads.seed.vpa: unknown field for job; web or worker has it",
            ":6 workloads.seed.ports: unknown field for job; web has it",
        ],
    ),
    "a worker with ports": (
        JOB + "ports: {http: 80}",
        [":6 workloads.job.ports: unknown field for worker; web has it"],
    ),
}


@pytest.mark.parametrize(("patch", "lines"), REFUSED.values(), ids=REFUSED.keys())
def test_a_wish_that_cannot_be_built_is_refused(
    tmp_path: Path, patch: str, lines: list[str]
) -> None:
    assert refused(tmp_path, patch) == lines


def test_a_check_may_ask_at_the_port_of_the_metrics(tmp_path: Path) -> None:
    patch = JOB + "metrics: {port: 9100}\n    probes: {liveness: {kind: tcp, port: metrics}}"
    assert isinstance(spec(tmp_path, patch).workloads["job"], WorkerSpec)


def test_what_is_left_out_is_safe(tmp_path: Path) -> None:
    web = spec(tmp_path, "labels: {}").workloads["web"]
    assert isinstance(web, WebSpec)
    assert (web.user, web.writable_paths, web.calls) == (10_001, ("/tmp",), ())
    assert (web.service_type, web.expose) == ("ClusterIP", None)
