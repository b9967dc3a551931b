"""up, preview and destroy of a local stack, with what they print on the way."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pulumi.automation.events import EngineEvent

from cli import guard, plugin_record, report
from cli.check import day
from cli.console import say
from cli.protection import refuse_destroying_data
from cli.stack import ReadyStack, get_ready, remove_cluster, start_cluster, write_private
from cli.target import Target
from engine.runner.changes import Changes
from engine.runner.guard import holds_guarded
from engine.runner.outcomes import Found, RunFailedError
from engine.runner.session import Notices, OnEvent, Operation, Session
from engine.runner.state import retained
from engine.runner.unsettled import listed
from engine.toolbox.plugins import StandIn
from engine.toolbox.progress import Reporter, reporter_for
from stacks.reading.problems import shown_file

Replacing = Callable[[ReadyStack], Sequence[str]]
"""Which resources up makes anew whether they changed or not, by URN."""


def run(
    target: Target,
    operation: Operation,
    replacing: Replacing = lambda _: (),
    unsettled: Found = "not_looked_for",
) -> tuple[ReadyStack, Changes]:
    """Run the engine on a stack and return what it did; raises what the run raises.

    An `up` that would take away what cannot be had back is refused before it begins.
    """
    with reporter_for() as reporter:
        ready = _ready(target, reporter)
        changes = Changes()
        watch = _watcher(changes, operation, reporter)
        session = ready.session(watch, stopping(reporter))
        with session.alone(f"plinth {operation} {target.reference}") as notices:
            plugin_record.refuse_takeover(ready.local.folder, ready.plugin, target.reference)
            if operation == "destroy":
                refuse_destroying_data(ready)
            if operation == "up":
                session.settle(unsettled)
            elif operation != "preview" and (lost := session.unsettled.read()):
                reporter.note(f"look in the cloud for what a run broke off at: {listed(lost)}")
            _prepare(ready, reporter)
            if operation == "up" and holds_guarded(ready.local.state_file):
                stays = retained(ready.local.state_file)
                guard.refuse_losing(ready, foreseen(session, reporter), stays, day(None))
            _run_engine(session, operation, notices, changes, replacing(ready), reporter)
            if operation == "destroy":
                remove_cluster(ready)
                _say_kept(session.remove(), target)
    return ready, changes


def take_away(target: Target) -> None:
    """Remove a stack with its embedded cluster and no engine: all that it made lives in there."""
    with reporter_for() as reporter:
        ready = _ready(target, reporter)
        session = ready.session(lambda _: None, stopping(reporter))
        with session.alone(f"plinth up --recreate {target.reference}"):
            refuse_destroying_data(ready)
            reporter.step("removing the cluster", None, None)
            remove_cluster(ready)
            _say_kept(session.forget(), target)


def _ready(target: Target, reporter: Reporter) -> ReadyStack:
    reporter.step(f"reading {shown_file(target.file)}", None, None)
    ready = get_ready(target, reporter)
    if isinstance(ready.plugin, StandIn):
        reason = ready.plugin.reason
        reporter.note(f"using plinth's stand-in for the Kubernetes plugin: {reason}")
    return ready


def _prepare(ready: ReadyStack, reporter: Reporter) -> None:
    engine_environment(ready.local.environment())
    write_private(ready)
    plugin_record.record(ready.local.folder, ready.plugin)
    reporter.step("starting the cluster", None, None)
    start_cluster(ready)
    reporter.step("starting the engine", None, None)


def foreseen(session: Session, reporter: Reporter) -> Changes:
    """Return what `up` would do if nothing were protected; raises what a run raises."""
    changes = Changes()
    watch = _watcher(changes, "preview", reporter)
    try:
        replace(session, on_event=watch).foresee()
    except RunFailedError as error:
        raise RunFailedError(report.failure(changes, str(error))) from error
    return changes


def _run_engine(
    session: Session,
    operation: Operation,
    notices: Notices,
    changes: Changes,
    replacing: Sequence[str],
    reporter: Reporter,
) -> None:
    try:
        if operation == "preview" and holds_guarded(session.stack.state_file):
            session.foresee()
        else:
            session.run(operation, notices, replacing)
    except RunFailedError as error:
        raise run_failed(changes, error) from error
    finally:
        _tell_notices(notices, reporter)
        for text in report.warnings(changes):
            reporter.note(text)


def run_failed(changes: Changes, error: RunFailedError) -> RunFailedError:
    """Return the failure of a run in the words of what failed."""
    return RunFailedError(report.failure(changes, str(error)))


def engine_environment(environment: Mapping[str, str]) -> None:
    """Give this process the engine's environment: the program runs here, plugins inherit it."""
    for name in [n for n in os.environ if n.startswith("PULUMI_")]:
        del os.environ[name]
    os.environ.update(environment)


def _watcher(changes: Changes, operation: Operation, reporter: Reporter) -> OnEvent:
    def watch(event: EngineEvent) -> None:
        changes.take(event)
        detail = report.progress(operation, changes)
        reporter.step(report.DOING[operation], None, None, detail)

    return watch


def stopping(reporter: Reporter) -> Callable[[int], None]:
    """Return what says, at each Ctrl-C, what it does."""

    def tell(times: int) -> None:
        match times:
            case 1:
                reporter.note(
                    "stopping: what has begun is being finished; Ctrl-C twice more ends it at once"
                )
            case 2:
                reporter.note("still stopping; Ctrl-C once more ends it at once")
            case _:
                reporter.note("ended; the next ./plinth up settles what was in flight")

    return tell


def _tell_notices(notices: Notices, reporter: Reporter) -> None:
    for lock in notices.dead_locks:
        reporter.note(f"removed the lock of process {lock.pid}, which is dead")
    for pending in notices.recovered:
        reporter.note(f"settled what an interrupted run was {pending.operation}: {pending.name}")


def _say_kept(secrets: frozenset[str], target: Target) -> None:
    if secrets:
        names = ", ".join(sorted(secrets))
        say(f"secrets that you set are kept for the next ./plinth up {target.reference}: {names}")
