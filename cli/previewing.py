"""What `preview` shows: what up would change, whether the plan holds, what would be lost."""

from collections.abc import Callable, Iterator

from cli import check as plan_check
from cli import cloud, guard, report
from cli.console import warn
from cli.reading import lives
from cli.run import run
from cli.target import Target
from engine.errors import EngineError
from engine.runner.changes import Changes
from engine.runner.state import retained

Loss = Callable[[], None]
"""Raises EngineError if the change takes away what cannot be had back."""


def previewed(target: Target) -> Iterator[str]:
    """Yield the lines of a preview; raises what it raises, and at its end for what would be lost.

    Without account, backend or plugin it is what up would make from nothing, in a simulated cloud.
    """
    verdict = plan_check.check(target, plan_check.day(None))
    changes, refuse_losing = _here(target) if lives(target) == "here" else _in_cloud(target)
    yield from report.planned(target.reference, changes)
    yield from plan_check.in_short(verdict, target.reference)
    refuse_losing()


def _here(target: Target) -> tuple[Changes, Loss]:
    ready, changes = run(target, "preview")
    stays, today = retained(ready.local.state_file), plan_check.day(None)
    return changes, lambda: guard.refuse_losing(ready, changes, stays, today)


def _in_cloud(target: Target) -> tuple[Changes, Loss]:
    try:
        ready, changes = cloud.preview(target)
    except EngineError as error:
        return _from_nothing(target, error), lambda: None
    stays, today = ready.retained(), plan_check.day(None)
    return changes, lambda: guard.refuse_losing(ready, changes, stays, today)


def _from_nothing(target: Target, error: EngineError) -> Changes:
    from cli.rehearse import made_from_nothing

    warn(f"not compared with what is there: {error}")
    warn("shown is what up would make from nothing, by the engine's preview in a simulated cloud")
    return made_from_nothing(target)
