"""What a stack's secrets are, setting one, making one anew."""

import getpass
import sys
from collections.abc import Sequence

from cli.reading import lives, read
from cli.target import Target, WrongQuestionError
from components.secret.spec import ExistingSecretSpec, GeneratedSecretSpec, SuppliedSecretSpec
from engine.runner.places import Places
from stacks.file import ResolvedStack
from stacks.reading.explain import closest, listed
from stacks.secrets import SecretNeed, secret_needs, users_of
from stacks.spec import StackSpec


def listing(needs: Sequence[SecretNeed]) -> list[str]:
    """Return a line for each secret, in columns; values are never shown."""
    if not needs:
        return ["this stack has no secrets"]
    rows = [("SECRET", "KIND", "STATE", "KUBERNETES SECRET/KEY", "USED BY")]
    rows += [
        (need.name, need.kind, need.state, need.object, ", ".join(need.used_by) or "nobody")
        for need in needs
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows]


def needs_of(target: Target) -> tuple[SecretNeed, ...]:
    """Return the secrets of a stack, with what its user has set; raises StackFileError."""
    from engine.runner.workspace import LocalStack, secret_names

    resolved = read(target)
    if resolved.spec.account is not None:
        return secret_needs(resolved.spec, secrets_in(resolved))
    local = LocalStack(
        project=target.project, stack=target.stack, places=Places.of_user(), checkout=target.folder
    )
    return secret_needs(resolved.spec, secret_names(local.stack_file))


def secrets_in(resolved: ResolvedStack[StackSpec]) -> frozenset[str]:
    """Return the names of the secrets that stand encrypted in a stack file."""
    named = (key.name for key in resolved.config if key.secure)
    return frozenset(name.removeprefix("platform:") for name in named)


def settable(spec: StackSpec, name: str) -> None:
    """Raise WrongQuestionError unless the secret is one that its user supplies."""
    match _known(spec, name):
        case SuppliedSecretSpec():
            return
        case GeneratedSecretSpec():
            way = "its kind is generated: plinth makes the value; ./plinth secret rotate does anew"
        case ExistingSecretSpec():
            way = "its kind is existing: whoever keeps the Kubernetes Secret sets it there"
    raise WrongQuestionError(f"{name} cannot be set here; {way}")


def rotatable(spec: StackSpec, name: str) -> None:
    """Raise WrongQuestionError if plinth cannot make or take a new value for the secret."""
    if isinstance(_known(spec, name), ExistingSecretSpec):
        message = f"{name} cannot be rotated here; whoever keeps the Kubernetes Secret does that"
        raise WrongQuestionError(message)


def set_value(target: Target, name: str) -> None:
    """Ask for a value and encrypt it: a local stack keeps it privately, a cloud's in its file."""
    from cli.stack import get_ready, write_private
    from engine.runner.secrets import set_secret
    from engine.toolbox.progress import reporter_for

    settable(read(target).spec, name)
    value = asked_value(name)
    if lives(target) == "in a cloud":
        from cli.cloud import get_ready as get_cloud_ready

        with reporter_for() as reporter:
            cloud = get_cloud_ready(target, reporter)
        set_secret(cloud.stack, cloud.toolbox.path_of("pulumi"), name, value)
        return
    with reporter_for() as reporter:
        ready = get_ready(target, reporter)
        session = ready.session(lambda _: None, lambda _: None)
        with session.alone(f"plinth secret set {target.reference}"):
            write_private(ready)
            set_secret(ready.local, ready.toolbox.path_of("pulumi"), name, value)


def rotate(target: Target, name: str) -> tuple[str, ...]:
    """Bring the stack up with a new value for a secret and return the workloads that restart."""
    from cli.run import run
    from engine.runner.state import urns_of

    spec = read(target).spec
    rotatable(spec, name)
    if spec.account is not None:
        raise WrongQuestionError(_rotate_in_cloud(target, spec, name))
    if isinstance(spec.secrets[name], SuppliedSecretSpec):
        set_value(target, name)
        run(target, "up")
    else:
        kind = "GeneratedSecret"
        run(target, "up", lambda ready: urns_of(ready.local.state_file, kind, name))
    return users_of(spec, name)


def _rotate_in_cloud(target: Target, spec: StackSpec, name: str) -> str:
    reference = target.reference
    if isinstance(spec.secrets[name], SuppliedSecretSpec):
        way = f"./plinth secret set {reference} {name}, then ./plinth up {reference}"
    else:
        way = f"./plinth pulumi {reference} -- up --replace with the URN of GeneratedSecret {name}"
    return f"rotate is for local stacks, which never ask; here: {way}"


def asked_value(name: str) -> str:
    """Return a value typed without echo, or all of standard input less its last line end."""
    if sys.stdin.isatty():
        value = getpass.getpass(f"value of {name} (not shown): ")
    else:
        value = sys.stdin.read().removesuffix("\n")
    if not value:
        raise WrongQuestionError(f"{name} was not set: the value is empty")
    return value


def _known(
    spec: StackSpec, name: str
) -> GeneratedSecretSpec | SuppliedSecretSpec | ExistingSecretSpec:
    if name not in spec.secrets:
        known = sorted(spec.secrets)
        meant = closest(name, known)
        hint = f"did you mean {meant}?" if meant else f"there are: {listed(known, 'and') or 'none'}"
        raise WrongQuestionError(f"no such secret: {name}; {hint}")
    return spec.secrets[name]
