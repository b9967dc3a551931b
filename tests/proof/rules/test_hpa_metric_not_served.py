from pathlib import Path

from tests.proof.kit import finds, hpa

_RULE = "hpa-metric-not-served"
_PATCH = hpa("min: 1, max: 3, targets: {metrics: {requests: {kind: pods, average: 100}}}")


def test_it_finds_metrics_on_simulated_pods(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _PATCH) == [
        "workloads.web.scaling.targets.metrics.requests: nothing on the embedded cluster serves it"
    ]


def test_it_passes_clusters_that_may_serve_them(tmp_path: Path) -> None:
    cluster = "cluster: {distribution: existing, context: mine}"

    assert finds(tmp_path, _RULE, f"{cluster}\n{_PATCH}") == []


def test_it_passes_cpu_and_memory(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, hpa()) == []
