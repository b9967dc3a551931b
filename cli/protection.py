"""Refuses what the engine would refuse too, but only after it had deleted half of the stack."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, cast

from cli.guard import Guarded, part_of
from cli.stack import ReadyStack
from components.cache import connection as cache_connection
from components.database import connection as database_connection
from engine.errors import EngineError
from engine.runner.state import Held, protected
from stacks.placement import kept_parts
from stacks.reading.problems import shown_file
from stacks.spec import StackSpec

_NAMES: Final[Mapping[str, Callable[[str], str]]] = {
    "databases": database_connection.object_name,
    "caches": cache_connection.object_name,
    "volumes": str,
    "buckets": str,
    "registries": str,
}


def refuse_destroying_data(ready: ReadyStack) -> None:
    """Raise EngineError if the state holds data that is protected; nothing was touched then."""
    refuse_destroying(protected(ready.local.state_file), ready)


def refuse_destroying(found: Sequence[Held], stack: Guarded) -> None:
    """Raise EngineError if anything is protected."""
    # A store's password and key are protected with it, and have its name.
    held = [*{part_of(each.urn, each.name, stack.spec): each for each in found}.values()]
    if held:
        raise EngineError(
            what=f"destroy is refused: {_listed(held)} protected; nothing was touched",
            why="\n       ".join(_reason(each, stack) for each in held),
            way_out=_way_out(stack.target.reference),
        )


def spec_path(resource: str, spec: StackSpec) -> tuple[str, str] | None:
    """Return the part of the spec whose data is in a resource of this name, by group and name.

    None where two parts have it: where in the state it lies tells them apart.
    """
    named = [(group, name) for group, name in kept_parts(spec) if _NAMES[group](name) == resource]
    return named[0] if len(named) == 1 else None


def _listed(held: Sequence[Held]) -> str:
    names = ", ".join(each.name for each in held)
    return f"{names} {'is' if len(held) == 1 else 'are'}"


def _reason(held: Held, stack: Guarded) -> str:
    path = spec_path(held.name, stack.spec) or part_of(held.urn, held.name, stack.spec)
    now = _deletion(path, stack.spec)
    if now is None:
        return f"{held.name} was protected when it was made and is no longer in the stack file"
    where = stack.resolved.where((*path, "deletion"))
    place = f"{shown_file(where.file)}:{where.line}" if where.line else shown_file(where.file)
    said = "is protect" if now == "protect" else f"is {now} now, which ./plinth up has not applied"
    return f"{'.'.join(path)}.deletion {said} ({place})"


def _deletion(path: Sequence[str], spec: StackSpec) -> str | None:
    """Return what a part of a stack says of its deletion; none if it says nothing, or is gone."""
    part: object = spec
    for step in path:
        if isinstance(part, Mapping):
            part = cast("Mapping[str, object]", part).get(step)
        else:
            part = getattr(part, step, None)
    found = getattr(part, "deletion", None)
    return found if isinstance(found, str) else None


def _way_out(reference: str) -> str:
    return (
        f"everything else goes with ./plinth destroy {reference} --keep-data; to give the data up:"
        f" set deletion: delete (or retain), then ./plinth up {reference}, then ./plinth destroy"
        f" {reference}"
    )
