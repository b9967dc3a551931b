"""What a run says of itself; pure."""

from collections.abc import Sequence
from itertools import takewhile

from pulumi.automation.events import OpType

from engine.runner.changes import Change, Changes
from engine.runner.session import Operation
from engine.runner.state import Held

_SIGNS = {
    OpType.CREATE: "+",
    OpType.DELETE: "-",
    OpType.UPDATE: "~",
    OpType.REPLACE: "+-",
    OpType.IMPORT: "=",
}
DOING = {
    "up": "bringing up",
    "preview": "previewing",
    "refresh": "looking at what is there",
    "destroy": "destroying",
    "destroy_unprotected": "destroying what holds no data",
}
_PLUGIN_ON_PATH = "using pulumi-resource-"
_TRACEBACK = "Traceback (most recent call last):\n"
_AFTER_FAILURE = "  way out: mend that and run the same command again; it goes on from here"
_NOT_OURS = (
    "  way out: what has that name was not made by this stack, or an earlier life of it left it"
    " (deletion: retain); docs/operations.md says what to do then (Deleting data). If nobody needs"
    " it, remove it; then run the same command again"
)
_VERBS = {
    OpType.CREATE: "creating",
    OpType.CREATE_REPLACEMENT: "replacing",
    OpType.UPDATE: "updating",
    OpType.REPLACE: "replacing",
    OpType.DELETE: "deleting",
    OpType.DELETE_REPLACED: "deleting",
}


def progress(operation: Operation, changes: Changes) -> str:
    """Return the few words that say how far a run has come."""
    now = changes.current
    if now is None or operation == "preview":
        return f"{len(changes.seen)} resources looked at"
    return f"{len(changes.done)} changed, {_VERBS.get(now.op, 'changing')} {now.name} ({now.kind})"


def failure(changes: Changes, otherwise: str) -> str:
    """Return why a run failed, in the engine's words without their frame, and the next step."""
    errors = [text for text in changes.errors if not _is_summary(text)]
    failed = [f"{change.kind} {change.name}" for change in changes.failed]
    head = f"failed: {', '.join(failed)}" if failed else "the run failed"
    said = [_indented(without_traceback(text)) for text in errors or [otherwise]]
    rest = [] if any("way out: " in text for text in said) else [_way_out(changes)]
    return "\n".join([head, *said, *rest])


def _way_out(changes: Changes) -> str:
    in_cluster = any(each.type.startswith("kubernetes:") for each in changes.failed)
    there = any("already exists" in text for text in changes.errors)
    return _NOT_OURS if in_cluster and there else _AFTER_FAILURE


def warnings(changes: Changes) -> list[str]:
    """Return what the engine warned of, less the plugins on PATH: plinth itself puts them there."""
    return [f"warning: {t}" for t in changes.warnings if not t.startswith(_PLUGIN_ON_PATH)]


def without_traceback(text: str) -> str:
    """Return an error of a dynamic resource, which the engine hands over with its traceback.

    Errors of ours say all that there is to say; of others the place stays.
    """
    before, found, traceback = text.rpartition(_TRACEBACK)
    if not found:
        return text
    frames, error = _split(traceback.splitlines())
    if error.startswith("engine."):
        said = error.partition(": ")[2]
    else:
        places = [line.strip() for line in frames if line.lstrip().startswith("File ")]
        said = "\n".join([error, *places[-1:]])
    return "\n".join(part for part in (before.partition(_TRACEBACK)[0].strip(), said) if part)


def _split(traceback: list[str]) -> tuple[list[str], str]:
    frames = list(takewhile(lambda line: line.startswith(" "), traceback))
    return frames, "\n".join(traceback[len(frames) :]).strip()


def planned(reference: str, changes: Changes) -> list[str]:
    """Return what a preview found: a line for each change, or that there is none."""
    rows = [c for c in changes.done if c.op in _SIGNS and not c.is_bookkeeping]
    if not rows:
        return [f"{reference}: up would change nothing"]
    resources = "1 resource" if len(rows) == 1 else f"{len(rows)} resources"
    return [f"{reference}: up would change {resources}", *(_row(change) for change in rows)]


def kept(reference: str, changes: Changes, held: Sequence[Held]) -> list[str]:
    """Return what became of a stack whose protected data was left."""
    names = ", ".join(sorted({each.name for each in held})) or "nothing"
    return [
        f"{reference}: {summary(changes)}",
        f"kept, with what it needs: {names}; ./plinth up {reference} brings the rest back",
    ]


def summary(changes: Changes) -> str:
    """Return how many resources were created, updated, replaced and deleted."""
    counts = {
        "created": changes.count(OpType.CREATE, OpType.IMPORT),
        "updated": changes.count(OpType.UPDATE),
        "replaced": changes.count(OpType.CREATE_REPLACEMENT),
        "deleted": changes.count(OpType.DELETE),
    }
    said = [f"{number} {word}" for word, number in counts.items() if number]
    return ", ".join(said) or "nothing changed"


def _row(change: Change) -> str:
    # Of what is not ready the engine plans an update even where nothing differs.
    notes = change.paths or [f"{why}; up waits for it" for why in change.unready[:1]]
    noted = f"  ({', '.join(notes)})" if notes else ""
    return f"  {_SIGNS[change.op]:2} {change.kind} {change.name}{noted}"


def _is_summary(text: str) -> bool:
    return text.startswith(("update failed", "preview failed", "destroy failed"))


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
