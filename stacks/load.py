"""The only reader of the engine's configuration."""

from collections.abc import Mapping
from pathlib import Path

import pulumi

from components.secret.spec import REGISTRY_LOGIN_KEY, SuppliedSecretSpec
from stacks.content import read_content
from stacks.file import Json, Origin, Problem, ResolvedStack, StackFileError, resolve_object
from stacks.identity import Identity
from stacks.loaded import Loaded
from stacks.spec import StackSpec

PLACEHOLDER = "placeholder-not-set-"
"""What a local stack gets in place of a supplied secret that nobody has set."""
_NO_LOGIN = '{"auths": {}}'


def load(folder: Path | None = None) -> Loaded:
    """Return the stack that the engine runs; its files lie in `folder`, else in the project's.

    Raises StackFileError when the stack does not hold together.
    """
    root = folder if folder is not None else Path(pulumi.runtime.get_root_directory())
    identity = Identity(project=pulumi.get_project(), stack=pulumi.get_stack())
    config = pulumi.Config("platform")
    given: Json = config.require_object("spec")
    origin = Origin(root / f"Pulumi.{identity.stack}.yaml", 0, 0)
    resolved = resolve_object(given, root, origin, StackSpec)
    return Loaded(
        spec=resolved.spec,
        identity=identity,
        content=read_content(resolved, root),
        supplied=_supplied(resolved, config),
    )


def _supplied(
    resolved: ResolvedStack[StackSpec], config: pulumi.Config
) -> Mapping[str, pulumi.Output[str]]:
    """Return the supplied secrets; on this machine placeholders stand in for what is not set.

    Raises StackFileError in a cloud, where nothing may stand in for a secret.
    """
    supplied = {
        name: spec
        for name, spec in resolved.spec.secrets.items()
        if isinstance(spec, SuppliedSecretSpec)
    }
    values = {name: config.get_secret(name) for name in supplied}
    unset = [name for name, value in values.items() if value is None]
    if unset and resolved.spec.account is not None:
        raise StackFileError(resolved.file, [_not_set(resolved, name) for name in unset])
    return {
        name: value
        if value is not None
        else pulumi.Output.secret(placeholder(name, supplied[name]))
        for name, value in values.items()
    }


def _not_set(resolved: ResolvedStack[StackSpec], name: str) -> Problem:
    path = ("secrets", name)
    message = f"is not set, and only its owner has it: pulumi config set --secret platform:{name}"
    return Problem(path, message, resolved.where(path))


def placeholder(name: str, spec: SuppliedSecretSpec) -> str:
    """Return what stands in for the secret; as a registry's login Kubernetes takes only one."""
    return _NO_LOGIN if spec.key == REGISTRY_LOGIN_KEY else PLACEHOLDER + name
