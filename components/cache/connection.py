"""How the pods that call a cache find it."""

from components.workload.pods import EnvVar, KeyEnv

PORT = 6379
KEYS = ("host", "port", "password", "url")
"""Keys of the Kubernetes Secret that a cache's callers read."""


def object_name(name: str) -> str:
    """Return the name of the cache's objects in the cluster, its connection Secret included."""
    return f"cache-{name}"


def links(name: str) -> tuple[EnvVar, ...]:
    """Return CACHE_NAME_HOST, _PORT, _PASSWORD and _URL for a caller's pods."""
    prefix = object_name(name).replace("-", "_").upper()
    return tuple(
        KeyEnv(name=f"{prefix}_{key.upper()}", source="secret", object=object_name(name), key=key)
        for key in KEYS
    )
