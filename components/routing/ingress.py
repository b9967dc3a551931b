"""Kubernetes' form of a route."""

from collections.abc import Mapping

import pulumi_kubernetes as k8s

from components.routing.spec import ExposeSpec


def ingress_spec(
    expose: ExposeSpec, service: str, ports: Mapping[str, int], ingress_class: str | None
) -> k8s.networking.v1.IngressSpecArgsDict:
    """Return the Ingress that leads the host's path to the Service."""
    backend: k8s.networking.v1.IngressBackendArgsDict = {
        "service": {"name": service, "port": {"name": expose.port_among(ports)}}
    }
    made: k8s.networking.v1.IngressSpecArgsDict = {
        "rules": [
            {
                "host": expose.host,
                "http": {
                    "paths": [{"path": expose.path, "path_type": "Prefix", "backend": backend}]
                },
            }
        ]
    }
    if ingress_class is not None:
        made["ingress_class_name"] = ingress_class
    if expose.tls_secret is not None:
        made["tls"] = [{"hosts": [expose.host], "secret_name": expose.tls_secret}]
    return made
