"""What a user may say of a route from outside to a workload."""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field

from components.fields import TextRule
from components.refusal import Refusal
from components.spec import DnsLabel, DnsName, HostName, PortName, Spec, UrlPath

CertificateArn = Annotated[
    str,
    TextRule(
        rule="must be the ARN of a certificate, such as"
        " arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
        pattern=r"arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]{36}",
        examples=(
            "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
        ),
        longest=200,
    ),
]

Audience = Literal["internet", "inside"]


class LoadBalancerSpec(Spec):
    """What holds for all routes of one audience, which share a load balancer on EKS."""

    access_logs: DnsLabel | None = None
    """The bucket of this stack that a log of all requests goes to; none keeps no log."""


class LoadBalancersSpec(Spec):
    """The load balancers that routes share on EKS, by who reaches them."""

    internet: LoadBalancerSpec = LoadBalancerSpec()
    """The one that everybody reaches."""
    inside: LoadBalancerSpec = LoadBalancerSpec()
    """The one that only the network reaches."""

    def of(self, audience: Audience) -> LoadBalancerSpec:
        """Return the load balancer of an audience."""
        return self.internet if audience == "internet" else self.inside


class ExposeSpec(Spec):
    """An HTTP route to a workload, made as an Ingress."""

    host: HostName
    """The host name that clients ask for."""
    path: UrlPath = "/"
    """The path prefix that goes to this workload."""
    port: PortName | None = None
    """Which of the workload's ports; none means its only one."""
    tls_secret: DnsName | None = None
    """Kubernetes Secret with the certificate for the host; none means plain HTTP. Load balancers of
    AWS take none of these: there a zone of dns_zones or certificate_arn brings TLS."""
    certificate_arn: CertificateArn | None = None
    """Certificate of AWS (ACM) for the host, on EKS; not needed for a host in one of dns_zones."""
    audience: Audience = "internet"
    """Who reaches the load balancer on EKS: everybody, or only what is inside the network."""
    idle_timeout_seconds: int = Field(default=60, ge=1, le=4000)
    """How long a connection may be silent on EKS; WebSockets want minutes. Routes of an audience
    share a load balancer, so that the longest which one of them asks for holds for all."""

    def refusals(self, ports: Collection[str]) -> list[Refusal]:
        """Return what keeps the route from leading to exactly one of the ports."""
        known = ", ".join(sorted(ports))
        if self.port is not None and self.port not in ports:
            return [Refusal(("expose", "port"), f"no such port: {self.port} (ports: {known})")]
        if self.port is None and len(ports) > 1:
            return [Refusal(("expose", "port"), f"missing; name one of the ports: {known}")]
        return []

    def port_among(self, ports: Collection[str]) -> str:
        """Return the name of the port that the route leads to."""
        return self.port if self.port is not None else next(iter(ports))
