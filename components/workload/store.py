"""A single server with a volume of its own; databases and caches are made of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.secret.generated import GeneratedSecret
from components.secret.kubernetes_secret import KubernetesSecret, KubernetesSecretArgs
from components.spec import DeletionPolicy
from components.tenancy import policies
from components.tenancy.traffic import Traffic
from components.workload import manifests
from components.workload.ground import CONTENT_ANNOTATION
from components.workload.pods import PodShape

_PASSWORD_LENGTH = 32

Connection = Mapping[str, pulumi.Output[str]]
"""What callers need to reach a store, by the keys of its connection Secret."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreWires:
    """What a store is plugged into."""

    namespace: pulumi.Input[str]
    labels: Mapping[str, str]
    traffic: Traffic
    digest_key: pulumi.Output[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreArgs:
    """A store's pod and volume, and how its password becomes a connection."""

    shape: PodShape
    storage: str
    deletion: DeletionPolicy
    connection: Callable[[pulumi.Output[str]], Connection]
    wires: StoreWires


class Store(pulumi.ComponentResource):
    """One pod that keeps its volume and its name when it is started anew, and its password."""

    connection: Connection
    digest: pulumi.Output[str]
    """A keyed digest of the connection."""
    ready: pulumi.Resource

    def __init__(
        self, name: str, args: StoreArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:workload:Store", name, None, opts)
        child, wires = pulumi.ResourceOptions(parent=self), args.wires
        about = metadata(args.shape.name, wires.namespace, wires.labels)
        # A volume that stays is of no use without its password.
        held = pulumi.ResourceOptions(parent=self, protect=args.deletion == "protect")
        self.connection = args.connection(GeneratedSecret(name, _PASSWORD_LENGTH, held).value)
        secret = KubernetesSecret(
            name,
            KubernetesSecretArgs(
                object_name=args.shape.name,
                namespace=wires.namespace,
                labels=wires.labels,
                values=self.connection,
                digest_key=wires.digest_key,
            ),
            pulumi.ResourceOptions(
                parent=self,
                protect=args.deletion == "protect",
                retain_on_delete=args.deletion == "retain",
            ),
        )
        self.digest = secret.digest
        account = k8s.core.v1.ServiceAccount(
            name, metadata=about, automount_service_account_token=False, opts=child
        )
        policy = k8s.networking.v1.NetworkPolicy(
            name, metadata=about, spec=_policy(args), opts=child
        )
        claim = _claim(name, about, args, self)
        service = k8s.core.v1.Service(name, metadata=about, spec=_service(args.shape), opts=child)
        self.ready = k8s.apps.v1.StatefulSet(
            name,
            metadata=about,
            spec=stateful_set_spec(args, secret.digest),
            opts=pulumi.ResourceOptions(
                parent=self, depends_on=[account, policy, claim, service, secret]
            ),
        )
        self.register_outputs({"connection": dict(self.connection), "digest": self.digest})


def stateful_set_spec(
    args: StoreArgs, content: pulumi.Input[str]
) -> k8s.apps.v1.StatefulSetSpecArgsDict:
    """Return the spec of a StatefulSet of one pod."""
    return {
        "service_name": args.shape.name,
        "replicas": 1,
        "revision_history_limit": 3,
        "selector": {"match_labels": args.shape.selector},
        "template": manifests.pod_template(
            args.shape, args.wires.labels, {CONTENT_ANNOTATION: content}
        ),
    }


def _policy(args: StoreArgs) -> k8s.networking.v1.NetworkPolicySpecArgsDict:
    ports = tuple(args.shape.ports.values())
    return policies.allow(args.shape.selector, ports, args.wires.traffic)


def _service(shape: PodShape) -> k8s.core.v1.ServiceSpecArgsDict:
    ports = manifests.service_ports(shape.ports)
    return {"cluster_ip": "None", "selector": shape.selector, "ports": ports}


def _claim(
    name: str, about: k8s.meta.v1.ObjectMetaArgsDict, args: StoreArgs, parent: pulumi.Resource
) -> k8s.core.v1.PersistentVolumeClaim:
    """Return the claim, the one child that holds data: on a component these options do nothing."""
    return k8s.core.v1.PersistentVolumeClaim(
        name,
        metadata=about,
        spec={
            "access_modes": ["ReadWriteOnce"],
            "resources": {"requests": {"storage": args.storage}},
        },
        opts=pulumi.ResourceOptions(
            parent=parent,
            protect=args.deletion == "protect",
            retain_on_delete=args.deletion == "retain",
        ),
    )
