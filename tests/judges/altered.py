"""Good objects made bad in one place, to see that a judge notices."""

from collections.abc import Iterable, Mapping, Sequence

from tests.judges.objects import Manifest, names
from tests.plan import Wire

Place = tuple[str | int, ...]


def altered(
    objects: Iterable[Manifest], kind: str, name: str, path: Place, value: Wire
) -> tuple[Manifest, ...]:
    """The objects, the named one with `value` at `path`, where None takes the field away."""
    given = tuple(objects)
    chosen = [position for position, o in enumerate(given) if names([o]) == ((kind, name),)]
    assert len(chosen) == 1, f"{len(chosen)} objects are {kind} {name}"
    made = changed(given[chosen[0]], path, value)
    assert isinstance(made, Mapping)
    return (*given[: chosen[0]], made, *given[chosen[0] + 1 :])


def without(objects: Iterable[Manifest], kind: str, name: str) -> tuple[Manifest, ...]:
    """The objects but the named one."""
    given = tuple(objects)
    kept = tuple(o for o in given if names([o]) != ((kind, name),))
    assert len(kept) == len(given) - 1, f"{len(given) - len(kept)} objects are {kind} {name}"
    return kept


def changed(place: Wire, path: Place, value: Wire) -> Wire:
    """A copy with `value` at `path`, where None takes the field away."""
    if not path:
        return value
    step, *rest = path
    match place, step:
        case Mapping(), str() if not rest and value is None:
            assert step in place, f"{step!r} is not there to be taken away"
            return {key: item for key, item in place.items() if key != step}
        case Mapping(), str():
            return {**place, step: changed(place.get(step, {}), tuple(rest), value)}
        case Sequence(), int():
            return [*place[:step], changed(place[step], tuple(rest), value), *place[step + 1 :]]
        case _:
            raise AssertionError(f"{step!r} leads nowhere in {place!r}")
