"""The provider of everything inside a cluster."""

import pulumi
import pulumi_kubernetes as k8s


def kubernetes_provider(
    name: str, kubeconfig: pulumi.Output[str], identifier: str, parent: pulumi.Resource
) -> k8s.Provider:
    """Return the provider of a cluster, which a changed kubeconfig updates and never replaces."""
    return k8s.Provider(
        name,
        kubeconfig=kubeconfig,
        cluster_identifier=identifier,
        enable_config_map_mutable=True,
        enable_secret_mutable=True,
        opts=pulumi.ResourceOptions(parent=parent),
    )
