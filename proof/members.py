"""The parts of a stack that have pods: `workload.NAME`, `database.NAME` and `cache.NAME`."""

from stacks.file import KeyPath


def path_of(member: str) -> KeyPath:
    """Return where a part stands in the stack file."""
    kind, _, name = member.partition(".")
    return f"{kind}s", name
