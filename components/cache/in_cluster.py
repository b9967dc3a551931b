"""Caches that run as pods of the platform's own cluster."""

from dataclasses import dataclass

import pulumi

from components.cache.connection import PORT, CacheConnection, object_name
from components.cache.shape import valkey_shape
from components.cache.spec import InClusterValkeySpec
from components.workload.store import Connection, Store, StoreArgs, StoreWires


@dataclass(frozen=True, kw_only=True, slots=True)
class InClusterValkeyArgs:
    """An in-cluster Valkey and what it is plugged into."""

    spec: InClusterValkeySpec
    namespace: str
    wires: StoreWires


class InClusterValkey(pulumi.ComponentResource):
    """A Valkey server as a StatefulSet of one pod, its volume and its password."""

    connection: Connection
    digest: pulumi.Output[str]
    """A keyed digest of the connection."""
    ready: pulumi.Resource

    def __init__(
        self, name: str, args: InClusterValkeyArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cache:InClusterValkey", name, None, opts)
        store = Store(
            object_name(name),
            StoreArgs(
                shape=valkey_shape(name, args.spec, args.namespace),
                storage=str(args.spec.storage),
                deletion=args.spec.deletion,
                connection=lambda password: connection(name, args.namespace, password),
                wires=args.wires,
            ),
            pulumi.ResourceOptions(parent=self),
        )
        self.connection, self.digest = store.connection, store.digest
        self.ready = store.ready
        self.register_outputs({"connection": dict(self.connection), "digest": self.digest})


def connection(name: str, namespace: str, password: pulumi.Output[str]) -> Connection:
    """Return what callers need; the password holds only characters that a URL takes as they are."""
    host = f"{object_name(name)}.{namespace}.svc.cluster.local"
    return CacheConnection(
        host=pulumi.Output.from_input(host),
        port=pulumi.Output.from_input(str(PORT)),
        password=password,
        url=pulumi.Output.format("redis://:{0}@{1}:{2}/0", password, host, PORT),
    ).by_key()
