"""What a run that was cut off left unsettled in the engine's state; pure.

The engine notes each step before it begins it. Of steps that were cut off, it forgets changes and
deletions with its next write, and keeps creations until somebody says how they ended: its flag
--import-pending-creates only renames the note (engine 3.259), and --clear-pending-creates leaves
behind what did come to be. So a creation whose id is known is recorded as if it had succeeded, and
the refresh that begins every run finds out: what is there is taken over, what is not is dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

Resource = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Pending:
    """A step that had begun when the run was cut off; nobody knows yet whether it was done."""

    operation: str
    """creating, updating, deleting, reading or importing."""
    urn: str
    type: str
    id: str | None
    """Its id if it did come to be; none where nothing can be left behind, or nobody can know."""
    replaced: bool
    """Whether the engine itself deletes it, because it was replaced."""

    @property
    def name(self) -> str:
        """The resource's name in the program."""
        return self.urn.rpartition("::")[2]


def pending(latest: Mapping[str, JsonValue] | None) -> list[Pending]:
    """Return the steps that a deployment names as pending."""
    return [
        Pending(
            operation=str(operation["type"]),
            urn=str(resource["urn"]),
            type=str(resource["type"]),
            id=_object_id(resource),
            replaced=resource.get("delete") is True,
        )
        for operation, resource in _operations(latest or {})
    ]


def settled(latest: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the deployment with every creation of a known id recorded as done, none pending.

    A refresh must follow. An old resource that the new one replaces is left for deletion.
    """
    resources = [dict(each) for each in _objects(latest.get("resources"))]
    for operation, resource in _operations(latest):
        identifier = _object_id(resource)
        if operation["type"] == "creating" and identifier is not None:
            resources = _without_predecessor(resources, str(resource["urn"]))
            resources.append(_as_if_done(resource, identifier))
    kept = {key: value for key, value in latest.items() if key != "pending_operations"}
    return {**kept, "resources": list[JsonValue](resources)}


def unfinished_deletions(steps: Sequence[Pending]) -> list[str]:
    """Return the URNs whose deletion has to be carried through before they can be made again."""
    return [step.urn for step in steps if step.operation == "deleting" and not step.replaced]


def _without_predecessor(resources: list[Resource], urn: str) -> list[Resource]:
    kept: list[Resource] = []
    for each in resources:
        if each["urn"] != urn or each.get("delete") is True:
            kept.append(each)
        elif each.get("pendingReplacement") is not True:
            kept.append({**each, "delete": True})
    return kept


def _as_if_done(resource: Resource, identifier: str) -> Resource:
    # A dynamic resource carries its provider's code among its outputs: without it nothing reads it.
    outputs = {} if str(resource["type"]).startswith("kubernetes:") else resource.get("inputs", {})
    return {**resource, "id": identifier, "outputs": outputs}


def _object_id(resource: Resource) -> str | None:
    """Return the id that a resource's own plugin gives it, if that follows from its inputs.

    Objects of Kubernetes: namespace/name or name. Dynamic resources: a `name` among the inputs is
    the id, which is how plinth's are made; those without leave nothing behind (a random text).
    """
    kind, inputs = str(resource["type"]), resource.get("inputs")
    if not isinstance(inputs, dict):
        return None
    if kind.startswith("pulumi-python:dynamic"):
        return _text(inputs.get("name"))
    metadata = inputs.get("metadata")
    if not kind.startswith("kubernetes:") or not isinstance(metadata, dict):
        return None
    name, namespace = _text(metadata.get("name")), _text(metadata.get("namespace"))
    return f"{namespace}/{name}" if namespace and name else name


def _operations(latest: Mapping[str, JsonValue]) -> list[tuple[Resource, Resource]]:
    operations = _objects(latest.get("pending_operations"))
    return [
        (operation, resource)
        for operation in operations
        if isinstance(resource := operation.get("resource"), dict)
    ]


def _objects(value: JsonValue) -> list[Resource]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: JsonValue) -> str | None:
    return value if isinstance(value, str) and value else None
