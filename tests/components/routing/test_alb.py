"""What a route says to the AWS Load Balancer Controller, compared as plain data."""

from collections.abc import Callable

import pulumi
import pytest

from components.routing.alb import Balancer, annotations, attributes, place
from components.routing.spec import ExposeSpec
from tests.plan import Wire, plan

ARN = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"
OUTSIDE = Balancer(audience="internet", platform="toy-prod", idle_timeout_seconds=60)
PLAIN = (
    "routing.http.drop_invalid_header_fields.enabled=true,idle_timeout.timeout_seconds=60,"
    "access_logs.s3.enabled=false"
)


def expose(**fields: object) -> ExposeSpec:
    return ExposeSpec.model_validate({"host": "shop.example.org", **fields})


def known(value: Callable[[], pulumi.Input[str]]) -> Wire:
    """What the engine is handed for a value that an output may stand for."""
    return plan(lambda: pulumi.export("told", value())).outputs["told"]


def test_a_plain_route_listens_on_port_80_and_reaches_pods_by_their_own_addresses() -> None:
    assert annotations(expose(), OUTSIDE, "/ready", None) == {
        "alb.ingress.kubernetes.io/scheme": "internet-facing",
        "alb.ingress.kubernetes.io/target-type": "ip",
        "alb.ingress.kubernetes.io/group.name": "toy-prod-internet",
        "alb.ingress.kubernetes.io/group.order": "1000",
        "alb.ingress.kubernetes.io/healthcheck-path": "/ready",
        "alb.ingress.kubernetes.io/load-balancer-attributes": PLAIN,
        "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}]',
    }


def test_a_certificate_brings_tls_and_sends_plain_requests_on_to_it() -> None:
    inside = Balancer(audience="inside", platform="toy-prod", idle_timeout_seconds=3600)
    assert annotations(expose(path="/api", audience="inside"), inside, "/", ARN) == {
        "alb.ingress.kubernetes.io/scheme": "internal",
        "alb.ingress.kubernetes.io/target-type": "ip",
        "alb.ingress.kubernetes.io/group.name": "toy-prod-inside",
        "alb.ingress.kubernetes.io/group.order": "996",
        "alb.ingress.kubernetes.io/healthcheck-path": "/",
        "alb.ingress.kubernetes.io/load-balancer-attributes": PLAIN.replace("=60", "=3600"),
        "alb.ingress.kubernetes.io/certificate-arn": ARN,
        "alb.ingress.kubernetes.io/ssl-redirect": "443",
        "alb.ingress.kubernetes.io/ssl-policy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]',
    }


def test_requests_are_logged_under_the_name_of_the_audience() -> None:
    logged = Balancer(
        audience="internet", platform="toy-prod", idle_timeout_seconds=60, logs_to="toy-logs"
    )
    assert known(lambda: attributes(logged)) == (
        f"{PLAIN.removesuffix('false')}true,"
        "access_logs.s3.bucket=toy-logs,access_logs.s3.prefix=internet"
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", 1000), ("/a", 998), ("/a/", 998), ("/api", 996), ("/" + "a" * 1999, -1000)],
)
def test_a_longer_path_is_tried_first(path: str, expected: int) -> None:
    assert place(path) == expected
