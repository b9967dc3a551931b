"""Secrets of the platform as Kubernetes Secrets."""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.secret.spec import REGISTRY_LOGIN_KEY


@dataclass(frozen=True, kw_only=True, slots=True)
class KubernetesSecretArgs:
    """What a Kubernetes Secret is plugged into."""

    object_name: str
    namespace: pulumi.Input[str]
    labels: Mapping[str, str]
    values: Mapping[str, pulumi.Input[str]]
    digest_key: pulumi.Output[str]


class KubernetesSecret(pulumi.ComponentResource):
    """A Kubernetes Secret whose consumers can tell when its content changes."""

    digest: pulumi.Output[str]
    """A keyed digest of the content; not a secret, for without the key it says nothing."""

    def __init__(
        self, name: str, args: KubernetesSecretArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:secret:KubernetesSecret", name, None, opts)
        k8s.core.v1.Secret(
            name,
            metadata=metadata(args.object_name, args.namespace, args.labels),
            type=secret_type(args.values),
            string_data=dict(args.values),  # the SDK marks all of it secret
            opts=pulumi.ResourceOptions(parent=self),
        )
        keyed = pulumi.Output.all(key=args.digest_key, values=pulumi.Output.all(**args.values))
        self.digest = pulumi.Output.unsecret(
            keyed.apply(lambda k: keyed_digest(k["key"], k["values"]))
        )
        self.register_outputs({"digest": self.digest})


def secret_type(keys: Collection[str]) -> str:
    """Return the type of a Secret with these keys: nodes take a registry's login from its own."""
    return "kubernetes.io/dockerconfigjson" if REGISTRY_LOGIN_KEY in keys else "Opaque"


def keyed_digest(key: str, values: Mapping[str, str]) -> str:
    """Return 16 hex digits that change with the values and tell nothing of them without the key."""
    text = "\0".join(f"{name}\0{values[name]}" for name in sorted(values))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()[:16]
