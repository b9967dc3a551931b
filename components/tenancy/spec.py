"""What a user may ask of a namespace."""

from typing import Literal

from components.spec import Spec

PodSecurityLevel = Literal["privileged", "baseline", "restricted"]


class NamespaceSpec(Spec):
    """A namespace with Pod Security enforced and all traffic denied that nobody asked for."""

    pod_security: PodSecurityLevel = "restricted"
    """The Pod Security Standard that the API server enforces here."""
