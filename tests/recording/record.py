"""What a program asked the engine for: the recorded resources and stack outputs."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.recording.wire import Wire, at


@dataclass(frozen=True)
class Recorded:
    """One resource as the program registered it."""

    urn: str
    type: str
    name: str
    id: str | None
    """What the engine answered as the physical id; none for a component."""
    parent_urn: str | None
    """The parent component; none for a child of the stack itself."""
    custom: bool
    inputs: Mapping[str, Wire]
    """Without `__provider`, the pickled code of a dynamic resource."""
    provider: str | None
    """URN of the explicit provider; none where the engine would pick a default one."""
    protect: bool
    ignore_changes: tuple[str, ...]
    aliases: tuple[str, ...]
    """Former URNs, resolved as the engine resolves them."""
    depends_on: tuple[str, ...]
    """Every dependency, sorted: the declared ones and those of the inputs."""
    property_dependencies: Mapping[str, tuple[str, ...]]
    """For each input that was taken from other resources, which ones; sorted."""
    additional_secret_outputs: tuple[str, ...]
    retain_on_delete: bool
    deleted_with: str | None
    delete_before_replace: bool | None
    custom_timeouts: Mapping[str, str]
    outputs: Mapping[str, Wire] | None
    """What a component registered; none if it never called `register_outputs`."""

    @property
    def package(self) -> str:
        """The first part of the type token."""
        return self.type.partition(":")[0]

    def at(self, *path: str | int) -> Wire:
        """The input at `path`; marked Secret when it lies inside a secret."""
        return at(self.inputs, path, lambda: f"inputs of {self.urn}")


@dataclass(frozen=True)
class Plan:
    """Everything one run registered, sorted by URN."""

    stack: str
    project: str
    resources: tuple[Recorded, ...]
    outputs: Mapping[str, Wire]
    messages: tuple[str, ...] = field(default=())
    """Warnings and errors the program logged through the engine."""

    @property
    def urns(self) -> tuple[str, ...]:
        """The sorted identities: what a golden file holds."""
        return tuple(resource.urn for resource in self.resources)

    def of(self, type_token: str) -> tuple[Recorded, ...]:
        """All resources with exactly this type token."""
        return tuple(r for r in self.resources if r.type == type_token)

    def one(self, type_token: str, name: str) -> Recorded:
        """The resource with this type and name; raises LookupError unless there is exactly one."""
        found = [r for r in self.of(type_token) if r.name == name]
        if len(found) == 1:
            return found[0]
        if found:
            urns = "\n  ".join(r.urn for r in found)
            raise LookupError(f"{len(found)} resources are {type_token} {name!r}:\n  {urns}")
        raise LookupError(f"no {type_token} {name!r}; {self._near(f'{type_token} {name}')}")

    def by_urn(self, urn: str) -> Recorded:
        """The resource with this URN; raises LookupError when there is none."""
        for resource in self.resources:
            if resource.urn == urn:
                return resource
        raise LookupError(f"no resource {urn}; there are:\n  " + "\n  ".join(self.urns))

    def before(self, one: Recorded) -> set[str]:
        """The URNs of everything that the engine finishes before it begins with this one."""
        found: set[str] = set()
        asked = [one]
        while asked:
            each = asked.pop()
            for urn in {*each.depends_on, *([each.provider] if each.provider else [])} - found:
                found.add(urn)
                asked.append(self.by_urn(urn))
        return found

    def children(self, urn: str) -> tuple[Recorded, ...]:
        """The direct children of a resource."""
        return tuple(r for r in self.resources if r.parent_urn == urn)

    def _near(self, wanted: str) -> str:
        have = [f"{r.type} {r.name}" for r in self.resources]
        if not have:
            return "the program registered nothing"
        near = difflib.get_close_matches(wanted, have, n=5, cutoff=0.5)
        title = "nearest" if near else "recorded"
        return f"{title}:\n  " + "\n  ".join(near or sorted(have)[:20])
