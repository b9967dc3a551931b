"""What a user may say of a secret: where its value comes from and where it lies in the cluster."""

from typing import Annotated, Final, Literal

from pydantic import Field

from components.spec import DnsName, SecretKey, Spec

REGISTRY_LOGIN_KEY: Final = ".dockerconfigjson"
"""The key under which Kubernetes expects the login of a private registry."""


class GeneratedSecretSpec(Spec):
    """A random value that plinth makes once and keeps."""

    kind: Literal["generated"]
    length: int = Field(default=32, ge=16, le=256)
    """Number of letters and digits."""
    object: DnsName | None = None
    """Name of the Kubernetes Secret that holds it; none means the secret's own name."""
    key: SecretKey = "value"
    """Key inside that Kubernetes Secret."""


class SuppliedSecretSpec(Spec):
    """A value that only its owner has, such as a third party's API key; plinth never invents it."""

    kind: Literal["supplied"]
    object: DnsName | None = None
    """Name of the Kubernetes Secret that holds it; none means the secret's own name."""
    key: SecretKey = "value"
    """Key inside that Kubernetes Secret."""


class ExistingSecretSpec(Spec):
    """A value in a Kubernetes Secret that something else keeps in the workload's namespace."""

    kind: Literal["existing"]
    object: DnsName
    """Name of the Kubernetes Secret."""
    key: SecretKey
    """Key inside that Kubernetes Secret."""


SecretSpec = Annotated[
    GeneratedSecretSpec | SuppliedSecretSpec | ExistingSecretSpec, Field(discriminator="kind")
]


def object_name(name: str, spec: SecretSpec) -> str:
    """Return the name of the Kubernetes Secret that holds the secret called `name`."""
    return spec.object or name
