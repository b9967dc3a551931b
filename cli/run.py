"""up, preview and destroy of a local stack, with what they print."""

import os
from collections.abc import Mapping

from pulumi.automation.events import EngineEvent

from cli import report
from cli.console import say, warn
from cli.stack import ReadyStack, get_ready, start_cluster, write_private
from cli.target import Target
from engine.runner.changes import Changes
from engine.runner.outcomes import RunFailedError
from engine.runner.session import Notices, OnEvent, Operation
from engine.toolbox.plugins import StandIn
from engine.toolbox.progress import Reporter, reporter_for


def run(target: Target, operation: Operation) -> tuple[ReadyStack, Changes]:
    """Run the engine on a stack and return what it did; raises what the run raises."""
    with reporter_for() as reporter:
        reporter.step(f"reading {target.file.name}", None, None)
        ready = get_ready(target, reporter)
        _announce(ready)
        changes = Changes()
        session = ready.session(_watcher(changes, operation, reporter), _on_interrupt)
        with session.alone(f"plinth {operation} {target.reference}") as notices:
            _engine_environment(ready.local.environment())
            write_private(ready)
            reporter.step("starting the cluster", None, None)
            start_cluster(ready)
            reporter.step("starting the engine", None, None)
            try:
                session.run(operation, notices)
            except RunFailedError as error:
                raise RunFailedError(report.failure(changes, str(error))) from error
            finally:
                _say_notices(notices)
    return ready, changes


def _engine_environment(environment: Mapping[str, str]) -> None:
    """Give this process the engine's environment: the program runs here, the plugins inherit it."""
    for name in [n for n in os.environ if n.startswith("PULUMI_")]:
        del os.environ[name]
    os.environ.update(environment)


def _watcher(changes: Changes, operation: Operation, reporter: Reporter) -> OnEvent:
    def watch(event: EngineEvent) -> None:
        changes.take(event)
        reporter.step(report.DOING[operation], None, None, report.progress(operation, changes))

    return watch


def _announce(ready: ReadyStack) -> None:
    if isinstance(ready.plugin, StandIn):
        warn(f"using plinth's stand-in for the Kubernetes plugin: {ready.plugin.reason}")


def _on_interrupt(times: int) -> None:
    match times:
        case 1:
            warn("stopping: what has begun is being finished; Ctrl-C twice more ends it at once")
        case 2:
            warn("still stopping; Ctrl-C once more ends it at once")
        case _:
            warn("ended; the next ./plinth up settles what was in flight")


def _say_notices(notices: Notices) -> None:
    for lock in notices.dead_locks:
        say(f"removed the lock of process {lock.pid}, which is dead")
    for pending in notices.recovered:
        say(f"settled what an interrupted run was creating: {pending.urn.rpartition('::')[2]}")
