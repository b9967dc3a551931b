"""How the pods that call a database find it."""

from dataclasses import dataclass, fields
from typing import Final, Generic, TypeVar

from components.workload.pods import EnvVar, KeyEnv

PORT = 5432
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class DatabaseConnection(Generic[Value]):
    """What a database's callers read, whatever kind of database it is; url is libpq's."""

    host: Value
    port: Value
    user: Value
    password: Value
    name: Value
    """Of the database in the server."""
    url: Value
    read_hosts: Value
    """The read replicas with commas between, each at the same port; without any, the host."""
    read_url: Value
    """Leads to the read replicas, all of them in one; without any, like url."""

    def by_key(self) -> dict[str, Value]:
        """Return it by the keys of the Kubernetes Secret that callers read."""
        return {key: getattr(self, key) for key in KEYS}


KEYS: Final = tuple(field.name for field in fields(DatabaseConnection))
"""Keys of the Kubernetes Secret that a database's callers read."""


def object_name(name: str) -> str:
    """Return the name of the database's objects in the cluster, its connection Secret included."""
    return f"database-{name}"


def links(name: str) -> tuple[EnvVar, ...]:
    """Return DATABASE_NAME_HOST, _PORT and so on, one for each of KEYS, for a caller's pods."""
    prefix = object_name(name).replace("-", "_").upper()
    return tuple(
        KeyEnv(name=f"{prefix}_{key.upper()}", source="secret", object=object_name(name), key=key)
        for key in KEYS
    )
