"""Which secrets a stack needs, where they lie and who uses them; pure."""

from dataclasses import dataclass
from typing import Literal

from components.secret.spec import ExistingSecretSpec, SecretSpec, SuppliedSecretSpec, object_name
from stacks.placement import namespace_of
from stacks.spec import StackSpec

State = Literal["set", "not set", "made by plinth", "kept by others"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SecretNeed:
    """A secret of a stack: where its value comes from, where it lies, whom it serves."""

    name: str
    kind: Literal["generated", "supplied", "existing"]
    object: str
    """The Kubernetes Secret and the key in it."""
    state: State
    used_by: tuple[str, ...]
    """The workloads that read it, each with its namespace."""


def secret_needs(spec: StackSpec, names_set: frozenset[str]) -> tuple[SecretNeed, ...]:
    """Return all secrets of a stack; `names_set` are those whose value its user has set."""
    return tuple(
        SecretNeed(
            name=name,
            kind=secret.kind,
            object=f"{object_name(name, secret)}/{secret.key}",
            state=_state(name, secret, names_set),
            used_by=users_of(spec, name),
        )
        for name, secret in sorted(spec.secrets.items())
    )


def users_of(spec: StackSpec, secret: str) -> tuple[str, ...]:
    """Return the workloads that read a secret, as NAMESPACE/WORKLOAD."""
    return tuple(
        f"{namespace_of(spec, workload.namespace)}/{name}"
        for name, workload in sorted(spec.workloads.items())
        if secret in (*workload.secret_env.values(), *workload.pull_secrets)
    )


def unset_secrets(spec: StackSpec, names_set: frozenset[str]) -> tuple[str, ...]:
    """Return the supplied secrets that have no value yet."""
    needs = secret_needs(spec, names_set)
    return tuple(need.name for need in needs if need.state == "not set")


def _state(name: str, secret: SecretSpec, names_set: frozenset[str]) -> State:
    match secret:
        case SuppliedSecretSpec():
            return "set" if name in names_set else "not set"
        case ExistingSecretSpec():
            return "kept by others"
        case _:
            return "made by plinth"
