"""Permissions in AWS that reach further than anything a workload does."""

from collections.abc import Iterator

from catalog.actions import takes_no_resource
from components.identity.spec import PermissionSpec
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.file import KeyPath

_PARTS_OF_ARN = 6
_BY_TAG = "aws:resourcetag/"


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        permissions = workload.cloud.permissions if workload.cloud is not None else ()
        for position, permission in enumerate(permissions):
            at = ("workloads", name, "cloud", "permissions", position)
            yield from _actions(at, permission)
            yield from _resources(at, permission)


def _actions(at: KeyPath, permission: PermissionSpec) -> Iterator[Hit]:
    for position, action in enumerate(permission.actions):
        service, _, name = action.partition(":")
        path = (*at, "actions", position)
        if service == "*":
            yield Hit(path=path, message="* allows everything that can be done in AWS")
        elif name == "*":
            message = f"{action} allows everything that {service} can do, deleting included"
            yield Hit(path=path, message=message, severity="warning")


def _resources(at: KeyPath, permission: PermissionSpec) -> Iterator[Hit]:
    narrow = [action for action in permission.actions if not takes_no_resource(action)]
    if not narrow or _held_by_tags(permission):
        return
    for position, resource in enumerate(permission.resources):
        if _is_all(resource):
            message = (
                f"{resource} is every resource, and {narrow[0]} works on one that can be named"
            )
            yield Hit(path=(*at, "resources", position), message=message)


def _is_all(resource: str) -> bool:
    """Say whether a resource is all of a service, however that is spelt: arn:aws:s3:::*."""
    parts = resource.split(":", maxsplit=_PARTS_OF_ARN - 1)
    return parts[-1].strip("*/") == ""


def _held_by_tags(permission: PermissionSpec) -> bool:
    keys = (key for keys in permission.conditions.values() for key in keys)
    return any(key.lower().startswith(_BY_TAG) for key in keys)


RULE = Rule(
    id="cloud-permission-too-wide",
    severity="error",
    title="a permission in AWS that is wider than any workload",
    why=(
        "Whoever takes over one pod has all that its role has. With * that is every queue, table"
        " and bucket of the account, those of other teams and of other stacks among them, and the"
        " log of what they did may be one of them."
    ),
    ways_out=(
        "name the actions that the workload calls: workloads.NAME.cloud.permissions[].actions",
        "name the resources by their ARNs, * at most at the end: permissions[].resources",
        "hold it to tags: permissions[].conditions with StringEquals and aws:ResourceTag/KEY",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
)
