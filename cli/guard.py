"""Refuses an `up` that would take away what cannot be had back, before anything is touched."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Protocol

from cli.target import Target
from engine.errors import EngineError
from engine.runner.changes import Changes
from engine.runner.guard import Threat, threats
from stacks.file import ResolvedStack
from stacks.reading.problems import shown_file
from stacks.spec import StackSpec

_GROUPS: Final[Mapping[str, str]] = {
    "database": "databases",
    "cache": "caches",
    "volume": "volumes",
    "bucket": "buckets",
    "registry": "registries",
    "network": "network",
    "cluster": "cluster",
}
"""The part of a stack that a component's package makes."""
_SINGLE: Final = ("network", "cluster")
_FIELDS: Final[Mapping[str, str]] = {
    "cidr_block": "cidr",
    "availability_zone": "zones",
    "engine_version": "version",
    "allocated_storage": "storage",
    "storage_class_name": "storage_class",
}
"""Fields of a stack file that are called otherwise than the property that they become."""


class Guarded(Protocol):
    """A stack that a run is about, on this machine or in a cloud."""

    @property
    def target(self) -> Target:
        """The stack by its files."""
        ...

    @property
    def resolved(self) -> ResolvedStack[StackSpec]:
        """The stack as its files say."""
        ...

    @property
    def spec(self) -> StackSpec:
        """The stack's spec."""
        ...


def refuse_losing(
    ready: Guarded, foreseen: Changes, retained: Collection[str], today: date
) -> None:
    """Raise EngineError if what is foreseen takes away something that the stack file keeps.

    `retained` are the URNs of what stays where it is when the engine lets go of it.
    """
    found = threats(foreseen, retained)
    parts = {threat.urn: part_of(threat.urn, threat.name, ready.spec) for threat in found}
    kept = [each for each in found if not allowed(parts[each.urn], ready.spec, today)]
    if kept:
        names = sorted({".".join(parts[each.urn]) for each in kept})
        raise EngineError(
            what=f"refused: up would delete or replace {', '.join(names)}; nothing was touched",
            why="\n       ".join(_reason(each, parts[each.urn], ready) for each in kept),
            way_out=_way_out(names, ready),
        )


def part_of(urn: str, name: str, spec: StackSpec) -> tuple[str, ...]:
    """Return the part of a stack that a resource belongs to, by the components that it is below."""
    kinds = urn.split("::")[2] if urn else ""
    packages = re.findall(r"plinth:([a-z]+):", kinds)
    group = next((_GROUPS[each] for each in packages if each in _GROUPS), "")
    if group in _SINGLE:
        return (group,)
    plain = re.sub(r"^(?:database|cache)-", "", name)
    known = sorted(_names(group, spec), key=len, reverse=True) if group else []
    part = next((n for n in known if plain == n or plain.startswith(f"{n}-")), plain)
    return (group, part) if group else (part,)


def allowed(part: tuple[str, ...], spec: StackSpec, today: date) -> bool:
    """Say whether the stack file lets go of the part."""
    loss = spec.allow_loss.get(".".join(part))
    return loss is not None and date.fromisoformat(loss.until) >= today


def _names(group: str, spec: StackSpec) -> Iterator[str]:
    yield from getattr(spec, group, {})
    yield from (key.partition(".")[2] for key in spec.allow_loss if key.startswith(f"{group}."))


def _reason(threat: Threat, part: tuple[str, ...], ready: Guarded) -> str:
    what = f"{threat.kind} {threat.name}"
    if not threat.replaced:
        return f"{what} is there and the stack file no longer asks for it"
    places = [_place(name, part, ready) for name in threat.forced_by]
    forced = ", ".join(places) or "something"
    return f"{what}: a change of {forced} asks for another one, which begins empty"


def _place(property_path: str, part: tuple[str, ...], ready: Guarded) -> str:
    for step in re.findall(r"[A-Za-z]+", property_path):
        snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", step).lower()
        path = (*part, _FIELDS.get(snake, snake))
        if path in ready.resolved.origins:
            origin = ready.resolved.where(path)
            place = f"{shown_file(origin.file)}:{origin.line}"
            return f"{property_path} ({'.'.join(path)}, {place})"
    return property_path


def _way_out(names: Sequence[str], ready: Guarded) -> str:
    entries = ", ".join(f'{name}: {{ reason: ..., until: "2027-01-31" }}' for name in names)
    return (
        "put the stack file back as it was; or move what is in it to a second one beside it; or let"
        f" it go with all that is in it: allow_loss: {{ {entries} }} in {ready.target.file.name}"
    )
