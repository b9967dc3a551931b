"""The pod of an in-cluster Valkey."""

from components.cache.connection import PORT, object_name
from components.cache.spec import InClusterValkeySpec
from components.workload.pods import ClaimVolume, KeyEnv, Mount, PodShape
from components.workload.probes import ExecProbeSpec, ProbesSpec, TcpProbeSpec

_VALKEY_UID = 999
"""User and group of the Debian-based official image: https://github.com/valkey-io/valkey-container"""


_DATA = "/data"


def valkey_shape(name: str, spec: InClusterValkeySpec, namespace: str) -> PodShape:
    """Return the pod; every write is appended to a file, so that a queue survives a restart."""
    this = object_name(name)
    return PodShape(
        name=this,
        namespace=namespace,
        image=f"docker.io/valkey/valkey:{spec.version}",
        resources=spec.resources,
        user=_VALKEY_UID,
        group=_VALKEY_UID,
        args=(
            *("valkey-server", "--dir", _DATA, "--appendonly", "yes"),
            *("--requirepass", "$(REDISCLI_AUTH)"),
        ),
        ports={"valkey": PORT},
        # valkey-cli reads the password from this variable, so probes need not name it.
        env=(KeyEnv(name="REDISCLI_AUTH", source="secret", object=this, key="password"),),
        probes=ProbesSpec(
            # Without -e the exit status is 0 while the server still loads its data.
            readiness=ExecProbeSpec(
                kind="exec", command=("valkey-cli", "-e", "ping"), timeout_seconds=3
            ),
            liveness=TcpProbeSpec(kind="tcp", port="valkey", period_seconds=30, timeout_seconds=3),
        ),
        volumes=(ClaimVolume(name="data", claim=this),),
        mounts=(Mount(volume="data", path=_DATA),),
    )
