"""Parts that the test programs are put together from."""

import pulumi
import pulumi_kubernetes as k8s

from tests.engine.standin.world import Loose

IMAGE = "registry.k8s.io/pause:3.10"


def provider(kubeconfig: str) -> k8s.Provider:
    """A provider as plinth makes it."""
    return k8s.Provider(
        "cluster",
        kubeconfig=pulumi.Output.secret(kubeconfig),
        cluster_identifier="tests",
        enable_config_map_mutable=True,
        enable_secret_mutable=True,
    )


def template(app: str, container: Loose = None, **spec) -> Loose:
    """A pod template with one container."""
    first = {"name": "main", "image": IMAGE, **(container or {})}
    return {"metadata": {"labels": {"app": app}}, "spec": {"containers": [first], **spec}}


def definition(kind: str, opts: pulumi.ResourceOptions) -> pulumi.Resource:
    """A definition of a namespaced kind whose spec is free."""
    singular = kind.lower()
    free = {"type": "object", "x_kubernetes_preserve_unknown_fields": True}
    version: Loose = {
        "name": "v1",
        "served": True,
        "storage": True,
        "schema": {"open_apiv3_schema": {"type": "object", "properties": {"spec": free}}},
    }
    return k8s.apiextensions.v1.CustomResourceDefinition(
        f"{singular}s",
        metadata={"name": f"{singular}s.example.org"},
        spec={
            "group": "example.org",
            "scope": "Namespaced",
            "names": {"kind": kind, "plural": f"{singular}s", "singular": singular},
            "versions": [version],
        },
        opts=opts,
    )
