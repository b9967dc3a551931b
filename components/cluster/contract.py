"""What the rest of the program may know of a cluster."""

from typing import Protocol, runtime_checkable

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


@runtime_checkable
class AwsCluster(Cluster, Protocol):
    """A cluster in AWS, to which roles and stores of that cloud can be tied."""

    @property
    def name(self) -> pulumi.Output[str]:
        """What AWS calls the cluster."""
        ...

    @property
    def security_group_id(self) -> pulumi.Output[str]:
        """The security group of its nodes and of the pods on them."""
        ...

    @property
    def oidc_issuer(self) -> pulumi.Output[str]:
        """The address under which it vouches for service accounts, with https:// before it."""
        ...

    @property
    def oidc_provider_arn(self) -> pulumi.Output[str] | None:
        """What the account calls that issuer; none where pods come to roles by Pod Identity."""
        ...
