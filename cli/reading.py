"""Reading a stack for a command; no engine is needed for it."""

from typing import Literal

from cli.target import Target
from stacks.content import read_content
from stacks.file import ResolvedStack, read_stack
from stacks.spec import StackSpec


def read(target: Target) -> ResolvedStack[StackSpec]:
    """Read a stack file and all that it names; raises StackFileError."""
    resolved = read_stack(target.file, StackSpec)
    read_content(resolved, target.folder)
    return resolved


def lives(target: Target) -> Literal["here", "in a cloud"]:
    """Return where the stack's platform is: on this machine, or where it costs money."""
    return "in a cloud" if read(target).spec.account is not None else "here"
