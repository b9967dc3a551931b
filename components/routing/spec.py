"""What a user may say of a route from outside to a workload."""

from collections.abc import Collection

from components.refusal import Refusal
from components.spec import DnsName, HostName, PortName, Spec, UrlPath


class ExposeSpec(Spec):
    """An HTTP route to a workload, made as an Ingress."""

    host: HostName
    """The host name that clients ask for."""
    path: UrlPath = "/"
    """The path prefix that goes to this workload."""
    port: PortName | None = None
    """Which of the workload's ports; none means its only one."""
    tls_secret: DnsName | None = None
    """Kubernetes Secret with the certificate for the host; none means plain HTTP."""

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
