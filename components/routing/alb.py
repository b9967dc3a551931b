"""What an Ingress says to the AWS Load Balancer Controller; pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pulumi

from components.routing.spec import Audience, ExposeSpec

_PREFIX: Final = "alb.ingress.kubernetes.io"
_TLS_POLICY: Final = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.2 and 1.3 with forward secrecy.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"""
_SCHEMES: Final[Mapping[Audience, str]] = {"internet": "internet-facing", "inside": "internal"}

_LAST_PLACE: Final = 1000
"""Rules are tried by their place, from -1000 to 1000."""

Annotations = dict[str, pulumi.Input[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Balancer:
    """What all routes through one load balancer say of it: of two answers the controller takes
    neither, and serves none of the routes."""

    audience: Audience
    platform: str
    """What the platform is called in the cloud."""
    idle_timeout_seconds: int
    logs_to: pulumi.Input[str] | None = None
    """What the bucket is called that a log of all requests goes to."""


def annotations(
    expose: ExposeSpec,
    balancer: Balancer,
    health_path: str,
    certificate: pulumi.Input[str] | None,
) -> Annotations:
    """Return the annotations of a route through the load balancer that all routes of a kind share.

    Pods are reached by their own addresses; with a certificate plain HTTP is sent on to HTTPS.
    https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
    """
    listen: list[Mapping[str, int]] = [{"HTTP": 80}]
    made: Annotations = {
        "scheme": _SCHEMES[balancer.audience],
        "target-type": "ip",
        "group.name": f"{balancer.platform}-{balancer.audience}",
        "group.order": str(place(expose.path)),
        "healthcheck-path": health_path,
        "load-balancer-attributes": attributes(balancer),
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


def place(path: str) -> int:
    """Return when a route is tried among those of its load balancer: longer paths come first.

    Of itself the controller goes by the names of Ingresses, and a rule for / takes all requests.
    """
    return max(_LAST_PLACE - len(path.rstrip("/")), -_LAST_PLACE)


def attributes(balancer: Balancer) -> pulumi.Input[str]:
    """Return the load balancer's own settings, as the controller takes them.

    What is not said stays as it is in the cloud, so that logs are switched off in words too.
    """
    made = {
        "routing.http.drop_invalid_header_fields.enabled": "true",
        "idle_timeout.timeout_seconds": str(balancer.idle_timeout_seconds),
        "access_logs.s3.enabled": "false" if balancer.logs_to is None else "true",
    }
    said = ",".join(f"{key}={value}" for key, value in made.items())
    if balancer.logs_to is None:
        return said
    bucket = pulumi.Output.from_input(balancer.logs_to)
    return pulumi.Output.format(
        "{0},access_logs.s3.bucket={1},access_logs.s3.prefix={2}", said, bucket, balancer.audience
    )
