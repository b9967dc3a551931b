"""Refuses what the engine would refuse too, but only after it had deleted half of the stack."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from cli.stack import ReadyStack
from components.cache import connection as cache_connection
from components.database import connection as database_connection
from engine.errors import EngineError
from engine.runner.state import Held, protected
from stacks.placement import kept_parts
from stacks.reading.problems import shown_file
from stacks.spec import StackSpec

_CLAIM_NAMES: Final[Mapping[str, Callable[[str], str]]] = {
    "databases": database_connection.object_name,
    "caches": cache_connection.object_name,
    "volumes": str,
}


def refuse_destroying_data(ready: ReadyStack) -> None:
    """Raise EngineError if the state holds data that is protected; nothing was touched then."""
    # A store's password is protected with its volume, and has its name.
    held = [*{each.name: each for each in protected(ready.local.state_file)}.values()]
    if held:
        raise EngineError(
            what=f"destroy is refused: {_listed(held)} protected; nothing was touched",
            why="\n       ".join(_reason(each, ready) for each in held),
            way_out=_way_out(ready.target.reference),
        )


def spec_path(resource: str, spec: StackSpec) -> tuple[str, str] | None:
    """Return the part of the spec whose claim has this name, by group and name."""
    claims = {_CLAIM_NAMES[group](name): (group, name) for group, name in kept_parts(spec)}
    return claims.get(resource)


def _listed(held: Sequence[Held]) -> str:
    names = ", ".join(each.name for each in held)
    return f"{names} {'is' if len(held) == 1 else 'are'}"


def _reason(held: Held, ready: ReadyStack) -> str:
    path = spec_path(held.name, ready.spec)
    if path is None:
        return f"{held.name} was protected when it was made and is no longer in the stack file"
    where = ready.resolved.where((*path, "deletion"))
    place = f"{shown_file(where.file)}:{where.line}" if where.line else shown_file(where.file)
    now = kept_parts(ready.spec)[path].deletion
    said = "is protect" if now == "protect" else f"is {now} now, which ./plinth up has not applied"
    return f"{'.'.join(path)}.deletion {said} ({place})"


def _way_out(reference: str) -> str:
    return (
        f"everything else goes with ./plinth destroy {reference} --keep-data; to give the data up:"
        f" set deletion: delete (or retain), then ./plinth up {reference}, then ./plinth destroy"
        f" {reference}"
    )
