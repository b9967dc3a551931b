"""Run a Pulumi program against the recording engine in an isolated context."""

import asyncio
import contextvars
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from pulumi.runtime import config as runtime_config
from pulumi.runtime import settings as runtime_settings
from pulumi.runtime.stack import run_in_stack

from tests.recording.monitor import Recording, RecordingEngine, RecordingMonitor

P = ParamSpec("P")
T = TypeVar("T")


class InlineExecutor(ThreadPoolExecutor):
    """Runs the SDK's engine calls on the spot: no threads to leak, one order of events."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished result of the call."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def run_isolated(
    program: Callable[[], object],
    recording: Recording,
    config: Mapping[str, str],
    secrets: Mapping[str, str],
) -> None:
    """Run `program`; every Pulumi setting lives and ends with the copied context."""
    context = contextvars.copy_context()
    context.run(_run, program, recording, config, secrets)


def _run(
    program: Callable[[], object],
    recording: Recording,
    config: Mapping[str, str],
    secrets: Mapping[str, str],
) -> None:
    runtime_settings.ROOT.set(None)
    runtime_settings.configure(
        runtime_settings.Settings(
            project=recording.project,
            stack=recording.stack,
            organization="organization",
            monitor=RecordingMonitor(recording),
            engine=RecordingEngine(recording),
            dry_run=False,
        )
    )
    runtime_config.set_all_config({**config, **secrets}, sorted(secrets))
    loop = asyncio.new_event_loop()
    loop.set_default_executor(InlineExecutor(max_workers=1))
    try:
        # set_mocks() finishes its Stack before the program starts and so loses every export;
        # run_in_stack() is what the real language host calls.
        loop.run_until_complete(run_in_stack(lambda: _body(program)))
    except BaseException:
        # What else fails because of the first failure is noise on stderr.
        loop.set_exception_handler(lambda _loop, _context: None)
        raise
    finally:
        _drain(loop)
        loop.close()


async def _body(program: Callable[[], object]) -> None:
    result = program()
    if asyncio.iscoroutine(result):
        await result


def _drain(loop: asyncio.AbstractEventLoop) -> None:
    pending = asyncio.all_tasks(loop)
    for task in pending:
        task.cancel()
    if pending:
        loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
