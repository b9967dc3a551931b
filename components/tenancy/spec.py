"""What a user may ask of a namespace."""

from typing import Literal

from components.spec import Quantity, Spec
from components.tenancy.access import AccessSpec
from components.tenancy.quota import QuotaSpec
from components.workload.resources import AmountsSpec, ResourcesSpec

PodSecurityLevel = Literal["privileged", "baseline", "restricted"]


class NamespaceSpec(Spec):
    """A namespace with Pod Security enforced and all traffic denied that nobody asked for."""

    pod_security: PodSecurityLevel = "restricted"
    """The Pod Security Standard that the API server enforces here."""
    quota: QuotaSpec | None = None
    """Ceilings for everything in it together; none means there are none."""
    container_defaults: ResourcesSpec = ResourcesSpec(
        requests=AmountsSpec(cpu=Quantity("100m"), memory=Quantity("128Mi")),
        limits=AmountsSpec(cpu=Quantity("500m"), memory=Quantity("256Mi")),
    )
    """What a container gets that says nothing of its own: those that others put in here."""
    access: AccessSpec = AccessSpec()
    """Which groups of people hold which role in it."""
