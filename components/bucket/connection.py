"""How the pods that may use a bucket find it."""

from components.workload.pods import EnvVar, KeyEnv

NAME_KEY = "name"
"""The key of the bucket's ConfigMap, which holds what it is called in the world."""


def object_name(name: str) -> str:
    """Return the name of the ConfigMap that tells where a bucket is."""
    return f"bucket-{name}"


def links(name: str) -> tuple[EnvVar, ...]:
    """Return BUCKET_NAME_NAME for the pods of whoever is granted the bucket."""
    prefix = object_name(name).replace("-", "_").upper()
    return (
        KeyEnv(name=f"{prefix}_NAME", source="config_map", object=object_name(name), key=NAME_KEY),
    )
