"""What simulated pods use, as kwok is told it and as a metrics server passes it on; pure.

The kinds of kwok: https://kwok.sigs.k8s.io/docs/user/resource-usage-configuration/
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from engine.embedded.pools import Json, JsonObject
from engine.embedded.processes import Component

Metrics = Literal["served", "none"]
"""Whether a cluster tells autoscalers what its pods use."""

NAME: Final = "metrics-server"
"""Of the component, and of its program."""
IDLE_SHARE: Final = 0.2
"""Of what it requests, used by each container of a pod that nothing is said of."""

USAGE: Final = "kwok.x-k8s.io/usage-{resource}"
"""The annotation of a pod that says how much of a resource it uses, all its containers together."""

API_SERVICE: Final = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io"
_NAMESPACE, _SERVICE = "kube-system", "plinth-metrics"
SERVICE: Final = f"/api/v1/namespaces/{_NAMESPACE}/services/{_SERVICE}"

_SCRAPED: Final = "/metrics/nodes/{nodeName}/metrics/resource"
# The least that a metrics server accepts: autoscalers see what changed as soon as they can.
_RESOLUTION_SECONDS: Final = 10
_TIMEOUT_SECONDS: Final = 5
# Without a request there is no share of it; nothing at all would not be counted as a sample.
_LEAST: Final = {"cpu": "1m", "memory": "1Mi"}


def node_annotations(node: str) -> dict[str, str]:
    """Return the annotations by which a metrics server finds what the pods of a node use.

    kwok answers for all nodes at one address, so each has a path of its own.
    """
    return {"metrics.k8s.io/resource-metrics-path": _SCRAPED.format(nodeName=node)}


def kwok_config() -> str:
    """Return the file with which kwok answers as the kubelet of each node would."""
    documents = (
        _document("Metric", "resource", {"path": _SCRAPED, "metrics": _rows()}),
        _document("ClusterResourceUsage", "usage", {"usages": [{"usage": _usage()}]}),
    )
    return "\n---\n".join(json.dumps(document, indent=1) for document in documents)


def component(folder: Path, port: int, kwok_port: int) -> Component:
    """Return the metrics server of the cluster in a folder, listening on a loopback port."""
    kubeconfig, pki = folder / "kubeconfig.yaml", folder / "pki"
    return Component(
        name=NAME,
        binary=str(folder / "bin" / NAME),
        args=(
            f"--kubeconfig={kubeconfig}",
            f"--authentication-kubeconfig={kubeconfig}",
            f"--authorization-kubeconfig={kubeconfig}",
            # The API server comes with its own certificate, and there is nobody else to look up.
            "--authentication-skip-lookup=true",
            f"--client-ca-file={pki / 'ca.crt'}",
            "--bind-address=127.0.0.1",
            f"--secure-port={port}",
            f"--tls-cert-file={pki / 'admin.crt'}",
            f"--tls-private-key-file={pki / 'admin.key'}",
            f"--kubelet-certificate-authority={pki / 'ca.crt'}",
            f"--kubelet-port={kwok_port}",
            "--kubelet-preferred-address-types=InternalIP",
            f"--kubelet-request-timeout={_TIMEOUT_SECONDS}s",
            f"--metric-resolution={_RESOLUTION_SECONDS}s",
        ),
    )


def objects(port: int) -> Mapping[str, JsonObject]:
    """Return what makes the API server pass questions on to that port, by path."""
    return {
        SERVICE: {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": _SERVICE, "namespace": _NAMESPACE},
            # Services of any other type lead to pods, and nothing runs in the pods here.
            "spec": {"type": "ExternalName", "externalName": "127.0.0.1"},
        },
        API_SERVICE: {
            "apiVersion": "apiregistration.k8s.io/v1",
            "kind": "APIService",
            "metadata": {"name": "v1beta1.metrics.k8s.io"},
            "spec": {
                "group": "metrics.k8s.io",
                "version": "v1beta1",
                "service": {"name": _SERVICE, "namespace": _NAMESPACE, "port": port},
                # The certificate is for 127.0.0.1; the API server would look for the Service's
                # name in it.
                "insecureSkipTLSVerify": True,
                "groupPriorityMinimum": 100,
                "versionPriority": 100,
            },
        },
    }


def _document(kind: str, name: str, spec: JsonObject) -> JsonObject:
    return {
        "apiVersion": "kwok.x-k8s.io/v1alpha1",
        "kind": kind,
        "metadata": {"name": name},
        "spec": spec,
    }


def _rows() -> list[Json]:
    """The four numbers that a metrics server reads, https://github.com/kubernetes-sigs/metrics-server.

    The counters begin at 1, as a metrics server takes a counter at 0 for one that is not there.
    """
    return [
        _row("container_cpu_usage_seconds_total", '1.0 + pod.CumulativeUsage("cpu", {})'),
        _row("container_memory_working_set_bytes", 'pod.Usage("memory", {})'),
        _row("node_cpu_usage_seconds_total", '1.0 + node.CumulativeUsage("cpu")'),
        _row("node_memory_working_set_bytes", 'node.Usage("memory")'),
    ]


def _row(name: str, value: str) -> JsonObject:
    dimension = name.partition("_")[0]
    labels = {
        "container": "container.name",
        "namespace": "pod.metadata.namespace",
        "pod": "pod.metadata.name",
    }
    return {
        "name": name,
        "dimension": dimension,
        "kind": "counter" if name.endswith("_total") else "gauge",
        "labels": [
            {"name": label, "value": value}
            for label, value in labels.items()
            if dimension == "container"
        ],
        "value": value.format("container.name"),
    }


def _usage() -> dict[str, Json]:
    return {
        resource: {"expression": _expression(resource, least)} for resource, least in _LEAST.items()
    }


def _expression(resource: str, least: str) -> str:
    annotation = USAGE.format(resource=resource)
    said = f'Quantity(pod.metadata.annotations["{annotation}"]) / size(pod.spec.containers)'
    idle = f'container.resources.requests["{resource}"] * {IDLE_SHARE}'
    return (
        f'"{annotation}" in pod.metadata.annotations ? {said}'
        f' : "{resource}" in container.resources.requests ? {idle} : Quantity("{least}")'
    )
