"""A cluster in a simulated cloud is taken up by one minor version of Kubernetes."""

from collections.abc import Iterator, Sequence
from typing import Final

from pulumi.automation.events import OpType

from catalog.charts import eks_versions
from engine.runner.changes import Change, Changes
from rehearsal.change import upgrade
from rehearsal.clouds.aws.eks_nodes import ADDON
from rehearsal.clouds.aws.eks_versions import CLUSTER, NODE_GROUP
from rehearsal.journal import Entry
from rehearsal.outcomes import RehearsalFailedError, Step
from rehearsal.scenario import Actors, Document, real_changes, run_or_fail

_RELEASE: Final = "Release"
_GOES_ALONG: Final = frozenset({CLUSTER, NODE_GROUP, ADDON})


def ages(actors: Actors, document: Document) -> Iterator[Step]:
    """The control plane goes first, what runs on it follows, and nothing is replaced."""
    step = upgrade(document, eks_versions())
    if step is None:
        return
    begun = len(actors.stage.store.journal.entries)
    document.update(step.applied(document))
    actors.write(document)
    changes = run_or_fail(actors, "up")
    if strangers := [each for each in real_changes(changes) if not _goes_along(each)]:
        named = ", ".join(f"{each.op.value} {each.kind} {each.name}" for each in strangers)
        raise RehearsalFailedError(f"the newer version changed more than it has to: {named}")
    if wrong := first_before_cluster(actors.stage.store.journal.entries[begun:]):
        raise RehearsalFailedError(f"{wrong} was taken up before the control plane")
    said = f"cluster.version: {step.was} -> {step.becomes}; {_told(changes)}, nothing replaced"
    yield Step(title="upgrade", found=said)


def first_before_cluster(entries: Sequence[Entry]) -> str | None:
    """Return, in words, what was updated before the control plane; none if nothing was; pure."""
    for each in entries:
        if each.token == CLUSTER:
            return None
        if each.doing == "update":
            return f"{each.token} {each.id}"
    return "nothing"


def _goes_along(change: Change) -> bool:
    return change.op is OpType.UPDATE and (change.type in _GOES_ALONG or change.kind == _RELEASE)


def _told(changes: Changes) -> str:
    kinds = [each.kind for each in real_changes(changes)]
    counted = [f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)]
    return "in this order: " + ", ".join(counted)
