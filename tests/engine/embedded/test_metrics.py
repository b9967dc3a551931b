"""What simulated pods use, and what a metrics server and an API server are told of it."""

from pathlib import Path
from typing import Any, cast

import pytest

from engine import yaml_text
from engine.embedded import metrics

FOLDER = Path("/clusters/dev")
LABELS = [
    {"name": "container", "value": "container.name"},
    {"name": "namespace", "value": "pod.metadata.namespace"},
    {"name": "pod", "value": "pod.metadata.name"},
]


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What the file tells kwok, by kind."""
    documents = [cast("Any", yaml_text.parse(t)) for t in metrics.kwok_config().split("\n---\n")]
    assert {item["apiVersion"] for item in documents} == {"kwok.x-k8s.io/v1alpha1"}
    return {item["kind"]: item["spec"] for item in documents}


def test_kwok_answers_with_the_four_numbers_that_a_metrics_server_reads(
    told: dict[str, Any],
) -> None:
    assert told["Metric"] == {
        "path": "/metrics/nodes/{nodeName}/metrics/resource",
        "metrics": [
            {
                "name": "container_cpu_usage_seconds_total",
                "dimension": "container",
                "kind": "counter",
                "labels": LABELS,
                "value": '1.0 + pod.CumulativeUsage("cpu", container.name)',
            },
            {
                "name": "container_memory_working_set_bytes",
                "dimension": "container",
                "kind": "gauge",
                "labels": LABELS,
                "value": 'pod.Usage("memory", container.name)',
            },
            {
                "name": "node_cpu_usage_seconds_total",
                "dimension": "node",
                "kind": "counter",
                "labels": [],
                "value": '1.0 + node.CumulativeUsage("cpu")',
            },
            {
                "name": "node_memory_working_set_bytes",
                "dimension": "node",
                "kind": "gauge",
                "labels": [],
                "value": 'node.Usage("memory")',
            },
        ],
    }


def test_a_pod_uses_what_its_annotation_says_or_a_fifth_of_its_request(
    told: dict[str, Any],
) -> None:
    (usage,) = told["ClusterResourceUsage"]["usages"]
    assert usage["usage"]["cpu"] == {
        "expression": '"kwok.x-k8s.io/usage-cpu" in pod.metadata.annotations'
        ' ? Quantity(pod.metadata.annotations["kwok.x-k8s.io/usage-cpu"])'
        " / size(pod.spec.containers)"
        ' : "cpu" in container.resources.requests'
        ' ? container.resources.requests["cpu"] * 0.2 : Quantity("1m")'
    }
    assert 'annotations["kwok.x-k8s.io/usage-memory"]' in usage["usage"]["memory"]["expression"]
    assert usage["usage"]["memory"]["expression"].endswith(': Quantity("1Mi")')


def test_a_node_is_asked_where_kwok_answers_for_it(told: dict[str, Any]) -> None:
    path = metrics.node_annotations("gpu-1")["metrics.k8s.io/resource-metrics-path"]
    assert path == told["Metric"]["path"].replace("{nodeName}", "gpu-1")


def test_the_metrics_server_reaches_kwok_and_is_reached_on_loopback_alone() -> None:
    component = metrics.component(FOLDER, port=26001, kwok_port=26002)
    assert component.binary == "/clusters/dev/bin/metrics-server"
    assert component.args == (
        "--kubeconfig=/clusters/dev/kubeconfig.yaml",
        "--authentication-kubeconfig=/clusters/dev/kubeconfig.yaml",
        "--authorization-kubeconfig=/clusters/dev/kubeconfig.yaml",
        "--authentication-skip-lookup=true",
        "--client-ca-file=/clusters/dev/pki/ca.crt",
        "--bind-address=127.0.0.1",
        "--secure-port=26001",
        "--tls-cert-file=/clusters/dev/pki/admin.crt",
        "--tls-private-key-file=/clusters/dev/pki/admin.key",
        "--kubelet-certificate-authority=/clusters/dev/pki/ca.crt",
        "--kubelet-port=26002",
        "--kubelet-preferred-address-types=InternalIP",
        "--kubelet-request-timeout=5s",
        "--metric-resolution=10s",
    )


def test_the_api_server_passes_questions_on_to_the_port() -> None:
    made: Any = metrics.objects(26001)
    assert list(made) == [metrics.SERVICE, metrics.API_SERVICE]
    service, api_service = made.values()
    assert service["spec"] == {"type": "ExternalName", "externalName": "127.0.0.1"}
    assert api_service["spec"]["service"] == {**service["metadata"], "port": 26001}
    group = (api_service["spec"]["version"], api_service["spec"]["group"])
    assert ".".join(group) == api_service["metadata"]["name"]
    assert metrics.API_SERVICE.endswith(f"/{api_service['metadata']['name']}")
    assert metrics.SERVICE.endswith(f"/{service['metadata']['name']}")
