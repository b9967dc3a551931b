"""How the pods that call a cache find it."""

from dataclasses import dataclass, fields
from typing import Final, Generic, TypeVar

from components.workload.pods import EnvVar, KeyEnv

PORT = 6379
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class CacheConnection(Generic[Value]):
    """What a cache's callers read, whatever kind of cache it is."""

    host: Value
    port: Value
    password: Value
    url: Value

    def by_key(self) -> dict[str, Value]:
        """Return it by the keys of the Kubernetes Secret that callers read."""
        return {key: getattr(self, key) for key in KEYS}


KEYS: Final = tuple(field.name for field in fields(CacheConnection))
"""Keys of the Kubernetes Secret that a cache's callers read."""


def object_name(name: str) -> str:
    """Return the name of the cache's objects in the cluster, its connection Secret included."""
    return f"cache-{name}"


def links(name: str) -> tuple[EnvVar, ...]:
    """Return CACHE_NAME_HOST, _PORT and so on, one for each of KEYS, for a caller's pods."""
    prefix = object_name(name).replace("-", "_").upper()
    return tuple(
        KeyEnv(name=f"{prefix}_{key.upper()}", source="secret", object=object_name(name), key=key)
        for key in KEYS
    )
