from pathlib import Path

import pytest

from tests.proof.kit import finds

EXISTING = "cluster: {kind: local, distribution: existing, context: mine, EXTRA}\n"
SCHEDULE = "schedule: {day: {start: 0 8 * * *, end: 0 9 * * *, min: 2}}"
HPA = "scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70}}"
CUSTOM = "scaling: {kind: hpa, min: 1, max: 3, targets: {metrics: {x: {kind: pods, average: 1}}}}"


def existing(extra: str = "load_balancers: none") -> str:
    return EXISTING.replace("EXTRA", extra)


@pytest.mark.parametrize(
    ("web", "addon", "field", "reason"),
    [
        ("expose: {host: a.example.org}", "traefik", "expose", "nothing serves the route"),
        (SCHEDULE, "keda", "schedule", "the cluster does not know what a ScaledObject is"),
        (
            "vpa: {}",
            "vertical_pod_autoscaler",
            "vpa",
            "the cluster does not know what a VerticalPodAutoscaler is",
        ),
    ],
)
def test_it_finds_what_is_missing_and_names_the_field_that_needs_it(
    tmp_path: Path, web: str, addon: str, field: str, reason: str
) -> None:
    assert finds(tmp_path, "missing-addon", f"workloads: {{web: {{{web}}}}}") == [
        f"addons.{addon}: is missing, and workloads.web.{field} needs it: {reason}"
    ]


def test_on_a_cluster_of_ones_own_autoscalers_need_the_metrics_server(tmp_path: Path) -> None:
    patch = existing() + f"workloads: {{web: {{{HPA}}}, job: {{{HPA}}}}}"

    (finding,) = finds(tmp_path, "missing-addon", patch)
    needing = "workloads.web.scaling and workloads.job.scaling need it"
    assert finding.startswith(f"addons.metrics_server: is missing, and {needing}: nothing tells")


def test_a_vertical_autoscaler_needs_it_too(tmp_path: Path) -> None:
    patch = existing() + "addons: {vertical_pod_autoscaler: {}}\nworkloads: {web: {vpa: {}}}"

    assert [line.partition(":")[0] for line in finds(tmp_path, "missing-addon", patch)] == [
        "addons.metrics_server"
    ]


@pytest.mark.parametrize(
    "patch",
    [
        "workloads: {web: {expose: {host: a.example.org}}}\naddons: {traefik: {}}",
        f"workloads: {{web: {{{HPA}}}}}",
        existing("provides: [metrics_server]") + f"workloads: {{web: {{{HPA}}}}}",
        existing("ingress_class: nginx") + "workloads: {web: {expose: {host: a.example.org}}}",
        existing() + f"workloads: {{web: {{{CUSTOM}}}}}",
        "workloads: {night: {kind: cron, image: 'x:1', schedule: 0 3 * * *, resources: {}}}",
    ],
    ids=[
        "asked for",
        "the embedded cluster brings the metrics server",
        "somebody else installed it",
        "another controller serves the routes",
        "its metrics come from elsewhere",
        "the schedule of a cron is Kubernetes' own",
    ],
)
def test_it_passes_what_is_there_or_not_needed(tmp_path: Path, patch: str) -> None:
    assert finds(tmp_path, "missing-addon", patch) == []
