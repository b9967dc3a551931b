"""Groups that hold a role twice."""

from collections.abc import Iterator

from components.tenancy.access import AccessSpec
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.file import KeyPath


def _find(plan: Plan) -> Iterator[Hit]:
    for name, namespace in plan.stack.namespaces.items():
        for path, group, role in _lesser(namespace.access):
            yield Hit(
                path=("namespaces", name, "access", *path),
                message=f"{group} is {role} as well, which holds all of this",
            )


def _lesser(access: AccessSpec) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield each group that is named below a role and below a higher one, with the higher one."""
    held: dict[str, str] = {}
    for role, groups in reversed(access.by_role().items()):
        for position, group in enumerate(groups):
            if group in held:
                yield (role, position), group, held[group]
            held.setdefault(group, role)


RULE = Rule(
    id="group-with-two-roles",
    severity="note",
    title="a group with a role that it has already",
    why=(
        "Each role holds all that the one below it holds. Nothing is wrong today; whoever takes the"
        " higher role from the group some day believes that it has none left."
    ),
    ways_out=("name the group once, below the one role that it is to have in access",),
    find=_find,
)
