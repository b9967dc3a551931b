"""Databases that run as pods of the platform's own cluster."""

from dataclasses import dataclass

import pulumi

from components.database.connection import PORT, DatabaseConnection, object_name
from components.database.shape import USER, database_name, postgres_shape
from components.database.spec import InClusterPostgresSpec
from components.workload.store import Connection, Store, StoreArgs, StoreWires


@dataclass(frozen=True, kw_only=True, slots=True)
class InClusterPostgresArgs:
    """An in-cluster Postgres and what it is plugged into."""

    spec: InClusterPostgresSpec
    namespace: str
    wires: StoreWires


class InClusterPostgres(pulumi.ComponentResource):
    """A Postgres server as a StatefulSet of one pod, its volume and its password."""

    connection: Connection
    digest: pulumi.Output[str]
    """A keyed digest of the connection."""
    ready: pulumi.Resource

    def __init__(
        self, name: str, args: InClusterPostgresArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:database:InClusterPostgres", name, None, opts)
        store = Store(
            object_name(name),
            StoreArgs(
                shape=postgres_shape(name, args.spec, args.namespace),
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
    """Return what callers need; the password holds only characters that a URL takes as they are.

    Reads go to the one server that there is, so that callers run unchanged where replicas are.
    """
    host, database = f"{object_name(name)}.{namespace}.svc.cluster.local", database_name(name)
    host_told = pulumi.Output.from_input(host)
    url = pulumi.Output.format(
        "postgresql://{0}:{1}@{2}:{3}/{4}", USER, password, host, PORT, database
    )
    return DatabaseConnection(
        host=host_told,
        port=pulumi.Output.from_input(str(PORT)),
        user=pulumi.Output.from_input(USER),
        password=password,
        name=pulumi.Output.from_input(database),
        url=url,
        read_hosts=host_told,
        read_url=url,
    ).by_key()
