"""The one place that looks at the kind of database."""

from typing import assert_never

import pulumi

from components.database.contract import Database
from components.database.existing_spec import ExistingPostgresSpec
from components.database.in_cluster import InClusterPostgres, InClusterPostgresArgs
from components.database.rds_spec import RdsSpec
from components.database.spec import DatabaseSpec, InClusterPostgresSpec
from components.workload.cloud_store import KeptStore, Site


def create_database(
    name: str, spec: DatabaseSpec, site: Site, opts: pulumi.ResourceOptions | None = None
) -> Database | KeptStore:
    """Return the database that the spec asks for."""
    match spec:
        case InClusterPostgresSpec():
            args = InClusterPostgresArgs(
                spec=spec, namespace=site.namespace(), wires=site.in_cluster()
            )
            return InClusterPostgres(name, args, opts)
        case RdsSpec():
            # Here and not above: a local run needs no cloud's library.
            from components.database.rds import RdsPostgres, RdsPostgresArgs

            return RdsPostgres(name, RdsPostgresArgs(spec=spec, wires=site.in_cloud()), opts)
        case ExistingPostgresSpec():
            from components.database.existing import ExistingPostgres

            return ExistingPostgres(name, spec, opts)
        case _:
            assert_never(spec)
