"""The life of a cloud stack, rehearsed on this machine."""

import contextlib
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulumi.automation.events import EngineEvent

from cli import report
from cli.check import day
from cli.guard import refuse_losing
from cli.protection import refuse_destroying_data
from cli.reading import read
from cli.run import engine_environment, foreseen
from cli.stack import SPEC_CONFIG, ReadyStack
from cli.target import CHECKOUT, Target, WrongQuestionError
from components.cluster.spec import ExistingSpec, KwokSpec
from components.secret.spec import SuppliedSecretSpec
from engine.runner.changes import Changes
from engine.runner.outcomes import RunFailedError, RunInterruptedError
from engine.runner.places import Places
from engine.runner.session import Notices, Operation
from engine.runner.state import retained
from engine.runner.workspace import Json, LocalStack
from engine.toolbox.ensure import ensure
from engine.toolbox.plugins import StandIn, write_shims
from engine.toolbox.progress import Reporter, in_words, reporter_for
from engine.toolbox.sets import KUBERNETES_SET, PULUMI_SET
from rehearsal.charts import stand_ins
from rehearsal.faults import acts
from rehearsal.outcomes import Fault, RehearsalStoppedError, Step
from rehearsal.scenario import Actors, document_of
from rehearsal.stage import Stage, stage
from stacks.file import ResolvedStack
from stacks.load import placeholder
from stacks.spec import StackSpec

_NOT_REAL = (
    "simulated: the cloud with its quotas, nodes and their pods, what stands in for charts, the"
    " controllers that make load balancers and nodes"
)
_REAL = "real: the engine, this program, the API server with its scheduler and controllers"


def rehearse(target: Target, faults: Sequence[Fault]) -> Iterator[str]:
    """Yield a line for each step of the stack's life once it is done, and a verdict.

    Raises what a run raises, RehearsalFailedError and RehearsalStoppedError.
    """
    resolved = read(target)
    _refuse_local(resolved.spec, target)
    began = time.monotonic()
    with reporter_for() as reporter, _stoppable():
        yield _NOT_REAL
        yield _REAL
        for step, seconds in _timed(_steps(target, resolved, faults, reporter)):
            yield f"{step.title:11} {seconds:5.1f} s  {step.found}"
    took = in_words(time.monotonic() - began)
    trouble = f" with {', '.join(faults)}" if faults else ""
    yield f"{target.reference} went through its whole life{trouble} in {took}; nothing is left"


def _refuse_local(spec: StackSpec, target: Target) -> None:
    if isinstance(spec.cluster, KwokSpec | ExistingSpec):
        raise WrongQuestionError(
            f"{target.reference} is a local stack: there is no cloud in it to simulate\n"
            f"  ./plinth up {target.reference} is the real thing, and costs nothing"
        )


@contextlib.contextmanager
def _stoppable() -> Generator[None]:
    try:
        yield
    except (RunInterruptedError, KeyboardInterrupt) as error:
        raise RehearsalStoppedError("stopped; nothing of the rehearsal is left") from error


def _timed(steps: Iterator[Step]) -> Iterator[tuple[Step, float]]:
    since = time.monotonic()
    for step in steps:
        now = time.monotonic()
        yield step, now - since
        since = now


def made_from_nothing(target: Target) -> Changes:
    """Return what `up` would make in an empty account: the engine's preview in a simulated one."""
    resolved = read(target)
    with reporter_for() as reporter, _stoppable(), _on_stage(target, resolved, reporter) as troupe:
        troupe.write(document_of(resolved.spec))
        return troupe.run("preview")


def _steps(
    target: Target, resolved: ResolvedStack[StackSpec], faults: Sequence[Fault], reporter: Reporter
) -> Iterator[Step]:
    with _on_stage(target, resolved, reporter) as troupe:
        document = document_of(resolved.spec)
        for act in acts(faults):
            yield from act(troupe.actors(), document)


@contextlib.contextmanager
def _on_stage(
    target: Target, resolved: ResolvedStack[StackSpec], reporter: Reporter
) -> Generator["_Troupe"]:
    toolbox = ensure((PULUMI_SET, KUBERNETES_SET), reporter)
    root = Places.of_user().root / "rehearsals" / target.project / target.stack
    reporter.step("setting the stage", None, None)
    charts = stand_ins(resolved.spec, target.project)
    with stage(root, target.identity.physical_name, charts) as found:
        found.places.ensure_passphrase()
        plugin = StandIn("a rehearsal attaches its own")
        shims = write_shims(found.places.shims, plugin=plugin, checkout=CHECKOUT)
        local = LocalStack(
            project=target.project,
            stack=target.stack,
            places=found.places,
            checkout=CHECKOUT,
            bin_folders=(found.bin_folder, *shims, *toolbox.bin_folders),
            besides=found.environment,
        )
        ready = ReadyStack(
            target=target, resolved=resolved, local=local, toolbox=toolbox, plugin=plugin
        )
        engine_environment(local.environment())
        yield _Troupe(ready, found, reporter)


@dataclass(frozen=True, slots=True)
class _Troupe:
    """The stack as a rehearsal acts on it."""

    ready: ReadyStack
    stage: Stage
    reporter: Reporter

    def actors(self) -> Actors:
        """Return who acts on the stage."""
        return Actors(
            stage=self.stage,
            run=self.run,
            write=self.write,
            refuse_destroy=lambda: refuse_destroying_data(self.ready),
            refuse_losing=self.refuse_losing,
            settle=self.ready.session(lambda _: None, self._stopping).unsettled.forget,
        )

    def run(self, operation: Operation) -> Changes:
        """Run the engine; raises RunFailedError with words for the user."""
        changes = Changes()

        def watch(event: EngineEvent) -> None:
            changes.take(event)
            detail = report.progress(operation, changes)
            self.reporter.step(report.DOING[operation], None, None, detail)

        session = self.ready.session(watch, self._stopping)
        with session.alone(f"plinth rehearse {self.ready.target.reference}"):
            if operation == "up":
                session.settle("not_looked_for")
            try:
                session.run(operation, Notices())
            except RunFailedError as error:
                raise RunFailedError(report.failure(changes, str(error))) from error
        return changes

    def refuse_losing(self) -> None:
        """Raise EngineError as `up` does while it would take away what cannot be had back."""
        session = self.ready.session(lambda _: None, self._stopping)
        with session.alone(f"plinth rehearse {self.ready.target.reference}"):
            stays = retained(self.ready.local.state_file)
            refuse_losing(self.ready, foreseen(session, self.reporter), stays, day(None))

    def write(self, spec: Mapping[str, Json]) -> None:
        """Write the private stack file for a spec."""
        providers = ["aws", "digitalocean", "kubernetes"]
        config = {"pulumi:disable-default-providers": providers, SPEC_CONFIG: spec}
        named = placeholders(self.ready.spec)
        self.ready.local.write(self.ready.target.project_file, {**config, **named})

    def _stopping(self, times: int) -> None:
        if times == 1:
            self.reporter.note("stopping; Ctrl-C twice more ends it at once")


def placeholders(spec: StackSpec) -> dict[str, Json]:
    """Return the settings that stand in for secrets that only their owners have."""
    return {
        f"platform:{name}": placeholder(name, secret)
        for name, secret in spec.secrets.items()
        if isinstance(secret, SuppliedSecretSpec)
    }
