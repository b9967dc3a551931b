"""The pod of an in-cluster Postgres."""

from components.database.connection import PORT, object_name
from components.database.spec import InClusterPostgresSpec
from components.workload.pods import ClaimVolume, KeyEnv, Mount, PlainEnv, PodShape, ScratchVolume
from components.workload.probes import ExecProbeSpec, ProbesSpec, TcpProbeSpec

USER = "plinth"
_POSTGRES_UID = 999
"""User and group of the Debian-based official image: https://github.com/docker-library/postgres"""
_DATA = "/var/lib/postgresql/data"


def postgres_shape(name: str, spec: InClusterPostgresSpec, namespace: str) -> PodShape:
    """Return the pod; its data lies in a folder of the volume, whose root may hold lost+found."""
    this = object_name(name)
    return PodShape(
        name=this,
        namespace=namespace,
        image=f"docker.io/library/postgres:{spec.version}",
        resources=spec.resources,
        user=_POSTGRES_UID,
        group=_POSTGRES_UID,
        ports={"postgres": PORT},
        env=(
            PlainEnv(name="PGDATA", value=f"{_DATA}/pgdata"),
            PlainEnv(name="POSTGRES_USER", value=USER),
            PlainEnv(name="POSTGRES_DB", value=database_name(name)),
            KeyEnv(name="POSTGRES_PASSWORD", source="secret", object=this, key="password"),
        ),
        probes=_probes(name),
        volumes=(
            ClaimVolume(name="data", claim=this),
            ScratchVolume(name="run", size_limit="16Mi"),
            ScratchVolume(name="tmp"),
        ),
        mounts=(
            Mount(volume="data", path=_DATA),
            Mount(volume="run", path="/var/run/postgresql"),
            Mount(volume="tmp", path="/tmp"),
        ),
        grace_seconds=60,
    )


def database_name(name: str) -> str:
    """Return the name of the database inside the server."""
    return name.replace("-", "_")


def _probes(name: str) -> ProbesSpec:
    """Return the checks: two minutes for a start, and patience with a server that recovers.

    A server that recovers from a crash has its port open and refuses pg_isready for as long as it
    takes; a liveness probe that asked so would restart it in the midst of that.
    """
    ready = ("pg_isready", "--username", USER, "--dbname", database_name(name))
    opened = TcpProbeSpec(kind="tcp", port="postgres", timeout_seconds=3)
    return ProbesSpec(
        startup=opened.model_copy(update={"period_seconds": 2, "failure_threshold": 60}),
        readiness=ExecProbeSpec(kind="exec", command=ready, timeout_seconds=5),
        liveness=opened.model_copy(update={"period_seconds": 30, "failure_threshold": 5}),
    )
