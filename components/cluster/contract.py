"""What the rest of the program may know of a cluster."""

from typing import Protocol

import pulumi
import pulumi_kubernetes as k8s


class Cluster(Protocol):
    """A Kubernetes cluster that takes workloads."""

    @property
    def provider(self) -> k8s.Provider:
        """The provider that every object in this cluster is made with."""
        ...

    @property
    def kubeconfig(self) -> pulumi.Output[str]:
        """The cluster's kubeconfig; a secret."""
        ...
