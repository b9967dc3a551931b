"""The kubeconfig of an EKS cluster: who asks is found out by the aws command, each time; pure."""

import json
from typing import Protocol


class Entrance(Protocol):
    """Where a cluster lies and as whom it is entered."""

    @property
    def region(self) -> str:
        """The region that it lies in."""
        ...

    @property
    def role(self) -> str | None:
        """The role that it is entered as; none means the caller's own credentials."""
        ...


def kubeconfig(endpoint: str, certificate: str, cluster: str, entrance: Entrance) -> str:
    """Return the kubeconfig as JSON, which is YAML too; it holds nothing secret.

    It depends on nothing that an update of the cluster changes, so that no update of the cluster
    is one of the provider: https://github.com/pulumi/pulumi-eks/issues/352
    """
    command = ["eks", "get-token", "--cluster-name", cluster, "--region", entrance.region]
    role = ["--role-arn", entrance.role] if entrance.role else []
    exec_plugin = {
        "apiVersion": "client.authentication.k8s.io/v1",
        "command": "aws",
        "args": [*command, *role, "--output", "json"],
        "interactiveMode": "Never",
    }
    document = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [
            {
                "name": cluster,
                "cluster": {"server": endpoint, "certificate-authority-data": certificate},
            }
        ],
        "users": [{"name": cluster, "user": {"exec": exec_plugin}}],
        "contexts": [{"name": cluster, "context": {"cluster": cluster, "user": cluster}}],
        "current-context": cluster,
    }
    return json.dumps(document, sort_keys=True)
