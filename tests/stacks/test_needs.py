"""What a stack needs of the cluster it runs on, by what runs there."""

from pathlib import Path

import pytest

from stacks.needs import needed_addons, resource_metrics, shared_files
from tests.components import cloud_kit
from tests.stacks.platforms import planned, spec

CLUSTER = "pulumi-python:dynamic/plinth:KwokCluster"
HPA = "scaling: {{kind: hpa, min: 1, max: 3, targets: {{{targets}}}}}"
CRON = "{kind: cron, image: example.org/job:1, resources: {}, schedule: '0 * * * *'}"
SCHEDULE = ", schedule: {day: {start: '0 8 * * *', end: '0 20 * * *', min: 2}}"


def with_targets(targets: str, more: str = "") -> str:
    return f"addons: {{keda: {{}}}}\nworkloads: {{job: {{{HPA.format(targets=targets)}{more}}}}}"


@pytest.mark.parametrize(
    ("patch", "needed"),
    [
        ("labels: {}", "none"),
        ("workloads: {job: {scaling: {kind: fixed, replicas: 3}}}", "none"),
        (f"workloads: {{job: {CRON}}}", "none"),
        (with_targets("cpu_percent: 70"), "served"),
        (with_targets("memory_percent: 70"), "served"),
        (with_targets("metrics: {depth: {kind: external, average: '5'}}"), "none"),
        (with_targets("cpu_percent: 70", SCHEDULE), "none"),
    ],
)
def test_metrics_are_needed_by_autoscalers_that_aim_at_cpu_or_memory(
    tmp_path: Path, patch: str, needed: str
) -> None:
    assert resource_metrics(spec(tmp_path, patch)) == needed


@pytest.mark.parametrize(
    ("patch", "metrics"), [("labels: {}", "none"), (with_targets("cpu_percent: 70"), "served")]
)
def test_the_embedded_cluster_is_asked_for_what_is_needed(
    tmp_path: Path, patch: str, metrics: str
) -> None:
    (cluster,) = planned(tmp_path, patch).of(CLUSTER)
    assert cluster.inputs["metrics"] == metrics


def test_what_a_cloud_keeps_needs_the_operator_once_somebody_calls_it(tmp_path: Path) -> None:
    called = spec(tmp_path, cloud_kit.rds(), cloud_kit.BASE)
    assert needed_addons(called)["external_secrets"] == (("databases", "main", "kind"),)
    alone = cloud_kit.rds().partition("\n")[0]
    assert "external_secrets" not in needed_addons(spec(tmp_path, alone, cloud_kit.BASE))


def test_a_file_system_of_aws_needs_its_driver(tmp_path: Path) -> None:
    shared = spec(tmp_path, "volumes: {files: {kind: efs}}", cloud_kit.BASE)
    assert shared_files(shared) == "efs"
    assert shared_files(spec(tmp_path, "labels: {}", cloud_kit.BASE)) == "none"
