"""What can be made to go wrong in a rehearsal, and how it has to end."""

from collections.abc import Iterator, Sequence

from engine.errors import EngineError
from engine.runner.outcomes import RunFailedError
from engine.runner.session import Operation
from rehearsal.change import unprotected
from rehearsal.clouds.aws.identity import ROLE
from rehearsal.clouds.aws.network import SUBNET, VPC
from rehearsal.clouds.model import Live
from rehearsal.controllers.load_balancers import CARD
from rehearsal.meddling import is_meddled_with
from rehearsal.outcomes import Fault, RehearsalFailedError, Step
from rehearsal.scenario import (
    Act,
    Actors,
    Document,
    falls,
    grows,
    is_given_up,
    is_kept,
    is_renamed,
    rests,
    rises,
)
from rehearsal.upgrade import ages

_THROTTLED = 2


def acts(faults: Sequence[Fault]) -> list[Act]:
    """Return the parts of a rehearsal, in order; faults come where they hurt."""
    if not faults:
        changed = (grows, is_renamed, ages, is_meddled_with)
        return [rises, rests, *changed, rests, is_kept, is_given_up, falls]
    before = [act for fault, act in _RISING.items() if fault in faults]
    after = [act for fault, act in _FALLING.items() if fault in faults]
    return [is_free, *before, rises, rests, *after, falls]


def is_free(_actors: Actors, document: Document) -> Iterator[Step]:
    """Nothing is protected: faults are about the rest."""
    document.update(unprotected(document))
    yield Step(title="unprotected", found="every deletion is set to delete, for the rehearsal")


def is_throttled(actors: Actors, _document: Document) -> Iterator[Step]:
    """The provider asks again until it is heard, as the real one does up to 25 times."""
    actors.stage.store.trouble.throttled = _THROTTLED
    said = f"set: the first {_THROTTLED} calls that make each type are turned away"
    yield Step(title="throttling", found=said)


def is_full(actors: Actors, document: Document) -> Iterator[Step]:
    """`up` fails by the quota's name, and the next one goes on once it is raised."""
    store = actors.stage.store
    limited = {model.token for model in store.models.values() if model.quota is not None}
    store.trouble.full = set(limited)
    actors.write(document)
    used = _asked_for(actors)
    while store.trouble.full & used:
        message = _must_fail(actors, "up", "LimitExceeded")
        yield Step(title="quota", found=f"up stops: {message}")
        store.trouble.full = {t for t in store.trouble.full if not store.trouble.met[f"quota {t}"]}
    store.trouble.full.clear()


def is_left_behind(actors: Actors, _document: Document) -> Iterator[Step]:
    """What nobody manages holds the network; once it is gone, the rest goes."""
    store = actors.stage.store
    subnet = next(iter(store.all(SUBNET)))
    left = Live(token=CARD, id="eni-left-behind", inputs={"subnetId": subnet.id}, outputs={})
    store.add(left)
    message = _must_fail(actors, "destroy", "DependencyViolation", left.id)
    yield Step(title="dependents", found=f"destroy stops: {message}")
    store.take_away(left.token, left.id)


def is_unreachable(actors: Actors, _document: Document) -> Iterator[Step]:
    """Nothing goes while nobody can say what is in the cluster; then everything does."""
    there = len(actors.stage.store.resources)
    actors.stage.plane.stop()
    message = _must_fail(actors, "destroy", "no API server answers")
    lost = there - len(actors.stage.store.resources)
    if lost:
        raise RehearsalFailedError(f"destroy took {lost} resources away before it could be sure")
    yield Step(title="unreachable", found=f"destroy stops, nothing is gone: {message}")
    actors.stage.plane.resume()


def breaks_off(actors: Actors, document: Document) -> Iterator[Step]:
    """The next `up` makes nothing until somebody has looked for what the broken one left."""
    store = actors.stage.store
    actors.write(document)
    store.trouble.answers_lost = {VPC, ROLE}
    message = _must_fail(actors, "up", "error reading from server")
    # The run may end before it comes to the second one, whose answer must not be lost later on.
    store.trouble.answers_lost.clear()
    yield Step(title="crash", found=f"up stops: {message}")
    known = actors.stage.known()
    left = [live for live in store.resources.values() if live.id not in known]
    before = len(store.journal.entries)
    try:
        actors.run("up")
    except EngineError as refusal:
        yield Step(title="unsettled", found=refusal.what)
    else:
        raise RehearsalFailedError("up went on although nobody knew what was there")
    if len(store.journal.entries) != before or not left:
        raise RehearsalFailedError("up made something before anybody had looked")
    for live in left:
        store.take_away(live.token, live.id)
    actors.settle()
    yield Step(title="settled", found=f"removed by hand: {', '.join(live.id for live in left)}")


def _asked_for(actors: Actors) -> set[str]:
    """Return the types that the stack makes."""
    return {change.type for change in actors.run("preview").done}


_RISING: dict[Fault, Act] = {
    Fault.THROTTLING: is_throttled,
    Fault.CRASH: breaks_off,
    Fault.QUOTA: is_full,
}
"""In this order: what a crash leaves is what a full account would not have made."""
_FALLING: dict[Fault, Act] = {
    Fault.UNREACHABLE: is_unreachable,
    Fault.DEPENDENTS: is_left_behind,
}
"""In this order: the last one takes the cluster away."""


def _must_fail(actors: Actors, operation: Operation, *words: str) -> str:
    """Run the engine, which has to fail with these words; return the line that has them."""
    try:
        actors.run(operation)
    except RunFailedError as error:
        lines = [line.strip() for line in str(error).splitlines()]
        found = [line for line in lines if all(word in line for word in words)]
        if found:
            return found[0]
        raise RehearsalFailedError(f"{operation} failed for another reason:\n{error}") from error
    raise RehearsalFailedError(f"{operation} went through, though it met {' '.join(words)}")
