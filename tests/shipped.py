"""The stacks that this repository ships: read from their files, changed, and built as a plan."""

import sys

import pulumi

from cli.target import CHECKOUT, Target, all_stacks, find
from components.secret.spec import SuppliedSecretSpec
from stacks.content import read_content
from stacks.file import Json, Origin, ResolvedStack, read_stack, resolve_object
from stacks.identity import Identity
from stacks.loaded import Loaded
from stacks.platform import build
from stacks.reading.merge import merge
from stacks.reading.tree import lift, plain
from stacks.spec import StackSpec
from tests.plan import Plan, plan

SHIPPED: tuple[Target, ...] = tuple(find(name, CHECKOUT) for name in all_stacks(CHECKOUT))
"""Every shipped stack; `target.reference` is its name on the command line."""
AS_WRITTEN: tuple[Target, ...] = tuple(each for each in SHIPPED if each.stack == "as-written")
"""What owners' texts ask for to the letter: to be read, planned and refused, never to run."""
RUNNABLE: tuple[Target, ...] = tuple(each for each in SHIPPED if each not in AS_WRITTEN)
"""Those that are meant to come up."""


def on_this_machine() -> tuple[Target, ...]:
    """Those that come up here, without an account."""
    return tuple(each for each in RUNNABLE if resolved(each).spec.account is None)


def the(reference: str) -> Target:
    """The shipped stack that a user would name so; raises UnknownStackError."""
    return find(reference, CHECKOUT)


def resolved(target: Target) -> ResolvedStack[StackSpec]:
    """The stack as its files say; raises StackFileError."""
    return read_stack(target.file, StackSpec)


def patched(target: Target, patch: Json) -> ResolvedStack[StackSpec]:
    """The stack as if `patch` (a JSON merge patch) stood in its file; raises StackFileError."""
    origin = Origin(target.file, 0, 0)
    tree = merge(lift(resolved(target).tree, origin), lift(patch, origin))
    return resolve_object(plain(tree), target.folder, origin, StackSpec)


def planned(target: Target, stack: ResolvedStack[StackSpec] | None = None) -> Plan:
    """What the engine would be asked for; every supplied secret has the value of `sentinel`."""
    stack = stack if stack is not None else resolved(target)
    content = read_content(stack, target.folder)
    identity = Identity(project=target.project, stack=target.stack)

    def program() -> None:
        supplied = {name: pulumi.Output.secret(sentinel(name)) for name in supplied_secrets(stack)}
        loaded = Loaded(spec=stack.spec, identity=identity, content=content, supplied=supplied)
        build(loaded).export()

    return plan(program, project=target.project, stack=target.stack)


def supplied_secrets(stack: ResolvedStack[StackSpec]) -> tuple[str, ...]:
    """The names of the secrets that only the owner can give."""
    secrets = stack.spec.secrets.items()
    return tuple(name for name, spec in secrets if isinstance(spec, SuppliedSecretSpec))


def sentinel(secret: str) -> str:
    """The value that `planned` gives a supplied secret."""
    return f"sentinel-of-{secret}"


def largest() -> Target:
    """The shipped stack with most parts, for measurements."""

    def parts(target: Target) -> int:
        spec = resolved(target).spec
        return len(spec.workloads) + len(spec.databases) + len(spec.caches)

    return max(SHIPPED, key=parts)


if __name__ == "__main__":
    assert planned(the(sys.argv[1])).urns
