"""What an Ingress says to the AWS Load Balancer Controller; pure."""

import json
from collections.abc import Mapping
from typing import Final

import pulumi

from components.routing.spec import ExposeSpec

_PREFIX: Final = "alb.ingress.kubernetes.io"
_TLS_POLICY: Final = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.2 and 1.3 with forward secrecy.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"""
_SCHEMES: Final = {"internet": "internet-facing", "inside": "internal"}

Annotations = dict[str, pulumi.Input[str]]


def annotations(
    expose: ExposeSpec, group: str, health_path: str, certificate: pulumi.Input[str] | None
) -> Annotations:
    """Return the annotations of a route through the load balancer that all routes of a kind share.

    Pods are reached by their own addresses; with a certificate plain HTTP is sent on to HTTPS.
    https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
    """
    listen: list[Mapping[str, int]] = [{"HTTP": 80}]
    made: Annotations = {
        "scheme": _SCHEMES[expose.audience],
        "target-type": "ip",
        "group.name": f"{group}-{expose.audience}",
        "healthcheck-path": health_path,
        "load-balancer-attributes": (
            "routing.http.drop_invalid_header_fields.enabled=true,"
            f"idle_timeout.timeout_seconds={expose.idle_timeout_seconds}"
        ),
    }
    if certificate is not None:
        listen.append({"HTTPS": 443})
        made |= {
            "certificate-arn": certificate,
            "ssl-redirect": "443",
            "ssl-policy": _TLS_POLICY,
        }
    made["listen-ports"] = json.dumps(listen)
    return {f"{_PREFIX}/{key}": value for key, value in made.items()}
