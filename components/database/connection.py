"""How the pods that call a database find it."""

from components.workload.pods import EnvVar, KeyEnv

PORT = 5432
KEYS = ("host", "port", "user", "password", "name", "url")
"""Keys of the Kubernetes Secret that a database's callers read."""


def object_name(name: str) -> str:
    """Return the name of the database's objects in the cluster, its connection Secret included."""
    return f"database-{name}"


def links(name: str) -> tuple[EnvVar, ...]:
    """Return DATABASE_NAME_HOST, _PORT, _USER, _PASSWORD, _NAME and _URL for a caller's pods."""
    prefix = object_name(name).replace("-", "_").upper()
    return tuple(
        KeyEnv(name=f"{prefix}_{key.upper()}", source="secret", object=object_name(name), key=key)
        for key in KEYS
    )
