"""The engine's command line, run so that Ctrl-C reaches it once and in our words."""

import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from pulumi.automation import CommandResult, PulumiCommand
from pulumi.automation.errors import create_command_error
from semver import VersionInfo

from engine.runner.leftovers import EngineRecord, kill_session
from engine.toolbox.sets import PULUMI

OnLine = Callable[[str], object]


class StoppedError(Exception):
    """The user asked to stop before the engine was started."""


class EngineCommand(PulumiCommand):
    """The engine in a session of its own; `interrupt` asks it to stop, `kill` ends it."""

    def __init__(self, binary: Path, record: EngineRecord) -> None:
        # Not super().__init__: it would start the engine once more, only to ask its version, which
        # the toolbox has found to be at least this one.
        self.command = str(binary)
        self.version = VersionInfo.parse(PULUMI)
        self._record = record
        self._process: subprocess.Popen[bytes] | None = None
        self._stop: signal.Signals | None = None

    def run(
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: OnLine | None = None,
        on_error: OnLine | None = None,
    ) -> CommandResult:
        """Run the engine to its end; raises CommandError when it fails, StoppedError before it."""
        if self._stop is not None:
            raise StoppedError
        # Files, not pipes: an engine whose plinth was killed would die of the broken pipe in the
        # middle of its steps. So it finishes them, and the next run waits for that.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            code = self._run_to_end(args, cwd, additional_env, (out, err))
            result = CommandResult(
                stdout=_text(out, on_output), stderr=_text(err, on_error), code=code
            )
        if code != 0:
            raise create_command_error(result)
        return result

    def _run_to_end(
        self,
        args: list[str],
        cwd: str,
        env: Mapping[str, str],
        streams: tuple[IO[bytes], IO[bytes]],
    ) -> int:
        process = subprocess.Popen(
            [self.command, "--non-interactive", *args],
            stdin=subprocess.DEVNULL,
            stdout=streams[0],
            stderr=streams[1],
            cwd=cwd,
            env={**env, "PULUMI_AUTOMATION_API": "true"},
            start_new_session=True,
        )
        self._process = process
        try:
            self._catch_up(process)
            self._record.write(process.pid)
            code = process.wait()
        except BaseException:
            kill_session(process.pid)
            process.wait()
            raise
        finally:
            self._process = None
        self._record.clear()
        return code

    @property
    def busy(self) -> bool:
        """Whether the engine is running now."""
        return self._process is not None

    def interrupt(self) -> None:
        """Ask the engine to finish what it has begun and to begin nothing more."""
        self._stop = signal.SIGINT
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """End the engine and its plugins at once; what was in flight stays recorded as pending."""
        self._stop = signal.SIGKILL
        if self._process is not None:
            kill_session(self._process.pid)

    def _catch_up(self, process: subprocess.Popen[bytes]) -> None:
        """Pass on what was asked for while the engine was being started."""
        if self._stop is signal.SIGKILL:
            kill_session(process.pid)
        elif self._stop is not None:
            process.send_signal(self._stop)


def _text(stream: IO[bytes], on_line: OnLine | None) -> str:
    stream.seek(0)
    text = stream.read().decode(errors="replace").rstrip()
    if on_line is not None:
        for line in text.splitlines():
            on_line(line)
    return text
