"""Reading a stack for a command; no engine is needed for it."""

from cli.target import Target
from stacks.content import read_content
from stacks.file import ResolvedStack, read_stack
from stacks.spec import StackSpec


def read(target: Target) -> ResolvedStack[StackSpec]:
    """Read a stack file and all that it names; raises StackFileError."""
    resolved = read_stack(target.file, StackSpec)
    read_content(resolved, target.folder)
    return resolved
