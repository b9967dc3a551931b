"""The life of a stack in simulated clouds, step by step."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pulumi.automation.events import OpType

from engine.errors import EngineError
from engine.runner.changes import Change, Changes
from engine.runner.outcomes import RunFailedError
from engine.runner.session import Operation
from engine.runner.workspace import Json
from rehearsal.change import GONE, moved, renaming, scale_change, unprotected
from rehearsal.controllers import load_balancers
from rehearsal.controllers.running import PODS
from rehearsal.outcomes import RehearsalFailedError, Step
from rehearsal.pods import Placement, placement, undecided
from rehearsal.stage import Stage
from rehearsal.teardown import misordered
from stacks.spec import StackSpec

_SCHEDULER_SECONDS = 10.0
_OF_A_HOST = {"Ingress", "Certificate", "CertificateValidation", "Record"}
"""The kinds that are about a route's host."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Actors:
    """Who acts on the stage: the engine on the stack, and the commands' own refusals."""

    stage: Stage
    run: Callable[[Operation], Changes]
    """Run the engine; raises RunFailedError with words for the user."""
    write: Callable[[Mapping[str, Json]], None]
    """Write the private stack file for a spec."""
    refuse_destroy: Callable[[], None]
    """Raise EngineError while the state holds protected data, as `destroy` does."""
    refuse_losing: Callable[[], None]
    """Raise EngineError while the stack file as written takes away what cannot be had back."""
    settle: Callable[[], None]
    """Say that somebody has looked for what a broken-off run left."""


Document = dict[str, Json]
Act = Callable[[Actors, Document], Iterator[Step]]
"""A part of a rehearsal; it yields each step once it is done and raises RehearsalFailedError."""


def document_of(spec: StackSpec) -> Document:
    """Return the stack as a stack file says it, with what it left to a default of what stays."""
    said = cast("dict[str, Json]", json.loads(spec.model_dump_json(exclude_unset=True)))
    return with_deletions(said, cast("dict[str, Json]", json.loads(spec.model_dump_json())))


def with_deletions(said: Mapping[str, Json], whole: Mapping[str, Json]) -> dict[str, Json]:
    """Return what was said, with the fields of GONE that the whole has besides."""
    made = dict(said)
    for key in GONE:
        if key in whole:
            made.setdefault(key, whole[key])
    for key, value in said.items():
        inner = whole.get(key)
        if isinstance(value, Mapping) and isinstance(inner, Mapping):
            made[key] = with_deletions(value, inner)
    return made


def rises(actors: Actors, document: Document) -> Iterator[Step]:
    """From nothing to a whole platform."""
    actors.write(document)
    foreseen = run_or_fail(actors, "preview")
    yield Step(title="preview", found=f"{_made(foreseen)} to be made")
    changes = run_or_fail(actors, "up")
    yield Step(title="up", found=f"{_made(changes)} made")
    _refuse_duplicates(actors.stage)
    yield from _scheduled(actors)


def rests(actors: Actors, _document: Document) -> Iterator[Step]:
    """Nothing is to be done where nothing was changed."""
    for operation in ("preview", "refresh"):
        _must_do(run_or_fail(actors, operation), f"{operation} after up", ())
        yield Step(title=operation, found="nothing to do")


def grows(actors: Actors, document: Document) -> Iterator[Step]:
    """One number of the stack file is raised, and that alone is changed; later acts start there."""
    change = scale_change(document)
    if change is None:
        return
    document.update(change.applied(document))
    actors.write(document)
    changes = run_or_fail(actors, "up")
    if {each.kind for each in real_changes(changes)} != {change.touches}:
        raise RehearsalFailedError(f"{change.told()} changed more or less: {_listed(changes)}")
    yield Step(title="scale", found=f"{change.told()}; {_listed(changes)} and nothing else")


def is_renamed(actors: Actors, document: Document) -> Iterator[Step]:
    """A host gets another name: what is about it is made anew, and goes once nothing uses it."""
    change = renaming(document)
    if change is None:
        return
    there = load_balancers.ids(actors.stage.store)
    document.update(change.applied(document))
    actors.write(document)
    changes = run_or_fail(actors, "up")
    if not {each.kind for each in real_changes(changes)} <= _OF_A_HOST:
        raise RehearsalFailedError(f"another host changed more than that: {_listed(changes)}")
    if load_balancers.ids(actors.stage.store) != there:
        raise RehearsalFailedError("another host brought another load balancer")
    done = [each.op for each in real_changes(changes)]
    made, gone = done.count(OpType.CREATE), done.count(OpType.DELETE)
    said = f"{change.was} -> {change.becomes}: {made} made and {gone} gone behind the same balancer"
    yield Step(title="host", found=said)


def is_kept(actors: Actors, document: Document) -> Iterator[Step]:
    """A change that would replace the network is refused, with the property that forces it."""
    elsewhere = moved(document)
    if elsewhere is None:
        return
    begun = len(actors.stage.store.journal.entries)
    actors.write(elsewhere)
    try:
        actors.refuse_losing()
    except EngineError as refusal:
        if "cidrBlock" not in refusal.why:
            raise RehearsalFailedError(f"refused for another reason: {refusal}") from refusal
        yield Step(title="guard", found=f"network.cidr changed: {refusal.what}")
    else:
        raise RehearsalFailedError("up would replace the network")
    actors.write(document)
    if len(actors.stage.store.journal.entries) != begun:
        raise RehearsalFailedError("up touched the cloud before it refused")


def is_given_up(actors: Actors, document: Document) -> Iterator[Step]:
    """Protected data refuses to go, by name; then its protection is lifted."""
    free = unprotected(document)
    if free == document:
        return
    try:
        actors.refuse_destroy()
    except EngineError as refusal:
        yield Step(title="protected", found=f"{refusal.what}")
    else:
        raise RehearsalFailedError("destroy would take protected data along")
    went = run_or_fail(actors, "destroy_unprotected").count(OpType.DELETE)
    held = actors.stage.protected()
    if not held:
        raise RehearsalFailedError("protected data went with the rest")
    yield Step(title="keep data", found=f"{went} resources gone; kept: {', '.join(held)}")
    actors.write(free)
    again = run_or_fail(actors, "up")
    said = f"{_made(again)} made around the data, which may go from now on"
    yield Step(title="unprotect", found=said)


def falls(actors: Actors, _document: Document) -> Iterator[Step]:
    """Everything goes, in an order that works, and nothing is left."""
    begun = len(actors.stage.store.journal.entries)
    changes = run_or_fail(actors, "destroy")
    if left := sorted(f"{live.token} {live.id}" for live in actors.stage.store.left()):
        raise RehearsalFailedError(f"destroy left {', '.join(left)}")
    if wrong := [*misordered(actors.stage.store.journal.entries[begun:])]:
        raise RehearsalFailedError("destroy went in a wrong order: " + "; ".join(wrong))
    gone = changes.count(OpType.DELETE)
    yield Step(title="destroy", found=f"{gone} resources gone, none left, controllers last")
    snapshots = sorted(name for what, name in actors.stage.store.kept if "snapshot" in what)
    if snapshots:
        yield Step(title="kept", found=f"with their keys: {', '.join(snapshots)}")


def placed(stage: Stage) -> Placement:
    """Return what the scheduler made of every pod, once it has looked at each."""
    cluster = stage.plane.cluster()
    if cluster is None:
        return placement((), ())
    deadline = time.monotonic() + _SCHEDULER_SECONDS
    while undecided(pods := cluster.list(PODS, {})) and time.monotonic() < deadline:
        time.sleep(0.2)
    return placement(pods, cluster.list("/api/v1/nodes", {}))


def _refuse_duplicates(stage: Stage) -> None:
    """Raise RehearsalFailedError if the cloud holds what the engine does not know of."""
    known = stage.known()
    twice = [f"{token} {name}" for token, name in stage.store.resources if name not in known]
    if twice:
        raise RehearsalFailedError(f"made and not known to the stack: {', '.join(sorted(twice))}")


def _scheduled(actors: Actors) -> Iterator[Step]:
    found = placed(actors.stage)
    yield Step(title="pods", found=found.told())
    made = load_balancers.made(actors.stage.store)
    if made:
        yield Step(title="outside", found=f"load balancers for {', '.join(made)}")
    if found.pending:
        waiting = "\n".join(f"  {pod}: {why}" for pod, why in sorted(found.pending.items()))
        raise RehearsalFailedError(f"pods that find no place:\n{waiting}")


def run_or_fail(actors: Actors, operation: Operation) -> Changes:
    """Run the engine; raises RehearsalFailedError, with the pods that wait, if it does not end."""
    try:
        return actors.run(operation)
    except RunFailedError as error:
        pending = sorted(placed(actors.stage).pending.items()) if operation == "up" else []
        waiting = [f"  pending: {pod}: {why}" for pod, why in pending]
        raise RehearsalFailedError(
            "\n".join([f"{operation} failed", str(error), *waiting])
        ) from error


def real_changes(changes: Changes) -> list[Change]:
    """Return what was done to resources themselves."""
    # A provider's update that names no property: the engine writes down its settings anew.
    return [
        each
        for each in changes.done
        if not each.is_bookkeeping and (each.paths or not each.type.startswith("pulumi:providers:"))
    ]


def _made(changes: Changes) -> str:
    return f"{changes.count(OpType.CREATE)} resources"


def _must_do(changes: Changes, what: str, allowed: tuple[str, ...]) -> None:
    found = [each for each in real_changes(changes) if each.name not in allowed]
    if found:
        raise RehearsalFailedError(f"{what} is not empty: {_listed(changes)}")


def _listed(changes: Changes) -> str:
    rows = (f"{c.op.value} {c.kind} {c.name} ({', '.join(c.paths)})" for c in real_changes(changes))
    return ", ".join(rows) or "nothing"
