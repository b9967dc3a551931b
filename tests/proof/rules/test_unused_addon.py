from pathlib import Path

from tests.proof.kit import finds

ALL = "addons: {traefik: {}, metrics_server: {}, vertical_pod_autoscaler: {}, keda: {}}\n"


def test_it_finds_each_add_on_that_nothing_needs(tmp_path: Path) -> None:
    assert finds(tmp_path, "unused-addon", ALL) == [
        "addons.keda: is there for nothing: no workload has a schedule",
        "addons.traefik: is there for nothing: no workload has expose",
        "addons.vertical_pod_autoscaler: is there for nothing: no workload has vpa",
    ]


def test_it_finds_a_controller_beside_the_one_that_serves_the_routes(tmp_path: Path) -> None:
    patch = """\
cluster: {kind: local, distribution: existing, context: mine, ingress_class: nginx}
addons: {traefik: {}}
workloads: {web: {expose: {host: a.example.org}}}
"""
    assert finds(tmp_path, "unused-addon", patch) == [
        "addons.traefik: is there for nothing: routes have the class nginx (cluster.ingress_class)"
    ]


def test_it_passes_add_ons_that_are_needed(tmp_path: Path) -> None:
    patch = """\
workloads:
  web:
    vpa: {}
    expose: {host: a.example.org}
    schedule: {day: {start: 0 8 * * *, end: 0 9 * * *, min: 2}}
"""
    assert finds(tmp_path, "unused-addon", ALL + patch) == []
