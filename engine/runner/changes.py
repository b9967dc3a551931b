"""What the engine does or would do, from its events; no printing."""

from dataclasses import dataclass, field

from pulumi.automation.events import DiagnosticEvent, EngineEvent, OpType, StepEventMetadata

_MADE = {OpType.CREATE, OpType.CREATE_REPLACEMENT, OpType.IMPORT}
_GONE = {OpType.DELETE, OpType.DELETE_REPLACED}
_REAL = _MADE | _GONE | {OpType.UPDATE, OpType.REPLACE}
_ROOT = "pulumi:pulumi:Stack"
_PROVIDER, _COMPONENT = "pulumi:providers:", "plinth:"


@dataclass(frozen=True, slots=True)
class Change:
    """One step on one resource."""

    op: OpType
    type: str
    name: str
    paths: tuple[str, ...] = ()
    """Properties that differ."""
    urn: str = field(default="", compare=False)
    forced_by: tuple[str, ...] = field(default=(), compare=False)
    """Properties whose change asks for another resource in its place."""
    unready: tuple[str, ...] = ()
    """Why it is not ready as it is there now."""

    @property
    def is_creation(self) -> bool:
        """Whether it makes something."""
        return self.op in _MADE

    @property
    def kind(self) -> str:
        """The resource's type without its package: Deployment, KwokCluster ..."""
        name = self.type.rpartition(":")[2]
        return f"{name} provider" if self.type.startswith(_PROVIDER) else name

    @property
    def is_bookkeeping(self) -> bool:
        """Whether it is in the state alone, as plinth's components are.

        So are the providers that the engine makes by itself: one of them holds the whole
        configuration, and every edit of a stack file changes it.
        """
        return self.type.startswith((_COMPONENT, f"{_PROVIDER}pulumi-python"))


@dataclass
class Changes:
    """Everything a run has done so far."""

    begun: int = 0
    current: Change | None = None
    done: list[Change] = field(default_factory=list[Change])
    failed: list[Change] = field(default_factory=list[Change])
    errors: list[str] = field(default_factory=list[str])
    warnings: list[str] = field(default_factory=list[str])
    said_of: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """What went wrong with a resource, by its URN."""
    seen: set[str] = field(default_factory=set[str])
    """Every resource that the run has dealt with, changed or not."""

    def take(self, event: EngineEvent) -> None:
        """Take in one event of the engine."""
        if event.resource_pre_event is not None:
            self._begin(event.resource_pre_event.metadata)
        elif event.res_outputs_event is not None:
            self._finish(event.res_outputs_event.metadata, self.done)
        elif event.res_op_failed_event is not None:
            self._finish(event.res_op_failed_event.metadata, self.failed)
        elif event.diagnostic_event is not None:
            self._say(event.diagnostic_event)

    def count(self, *ops: OpType) -> int:
        """Return how many steps of these kinds were done, bookkeeping left out."""
        return sum(change.op in ops and not change.is_bookkeeping for change in self.done)

    def _begin(self, step: StepEventMetadata) -> None:
        self.seen.add(step.urn)
        if step.op in _REAL and step.type != _ROOT:
            self.begun += 1
            self.current = _change(step)

    def _finish(self, step: StepEventMetadata, to: list[Change]) -> None:
        if step.op in _REAL and step.type != _ROOT:
            to.append(_change(step))

    def _say(self, event: DiagnosticEvent) -> None:
        text = event.message.strip()
        if not text or event.ephemeral:
            return
        if event.severity == "error" and event.urn:
            self.said_of.setdefault(event.urn, []).append(text)
        if event.severity == "error" and text not in self.errors:
            self.errors.append(text)
        elif event.severity == "warning" and text not in self.warnings:
            self.warnings.append(text)


def _change(step: StepEventMetadata) -> Change:
    name = step.urn.rpartition("::")[2]
    paths = tuple(sorted(step.detailed_diff or step.diffs or ()))
    forced_by = tuple(sorted(step.keys or ()))
    unready = tuple((step.old.init_errors if step.old else None) or ())
    return Change(OpType(step.op), step.type, name, paths, step.urn, forced_by, unready)
