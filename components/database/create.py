"""The one place that looks at the kind of database."""

import pulumi

from components.database.contract import Database
from components.database.in_cluster import InClusterPostgres, InClusterPostgresArgs
from components.database.spec import DatabaseSpec
from components.workload.store import StoreWires


def create_database(
    name: str,
    spec: DatabaseSpec,
    namespace: str,
    wires: StoreWires,
    opts: pulumi.ResourceOptions | None = None,
) -> Database:
    """Return the database that the spec asks for."""
    return InClusterPostgres(
        name, InClusterPostgresArgs(spec=spec, namespace=namespace, wires=wires), opts
    )
