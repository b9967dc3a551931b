"""The kubeconfig of an EKS cluster: who asks is found out by the aws command, each time; pure."""

import json


def kubeconfig(endpoint: str, certificate: str, cluster: str, region: str, role: str | None) -> str:
    """Return the kubeconfig as JSON, which is YAML too; it holds nothing secret.

    It depends on nothing that an update of the cluster changes, so that no update of the cluster
    is one of the provider: https://github.com/pulumi/pulumi-eks/issues/352
    """
    command = ["eks", "get-token", "--cluster-name", cluster, "--region", region]
    exec_plugin = {
        "apiVersion": "client.authentication.k8s.io/v1",
        "command": "aws",
        "args": [*command, *(["--role-arn", role] if role else []), "--output", "json"],
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
