"""The engine's command line, run so that Ctrl-C reaches it once and in our words."""

import signal
import subprocess
import threading
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
        self._process: subprocess.Popen[str] | None = None
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
        process = subprocess.Popen(
            [self.command, "--non-interactive", *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={**additional_env, "PULUMI_AUTOMATION_API": "true"},
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._process = process
        try:
            self._catch_up(process)
            self._record.write(process.pid)
            out, err = _Reader(process.stdout, on_output), _Reader(process.stderr, on_error)
            code = process.wait()
            result = CommandResult(stdout=out.text(), stderr=err.text(), code=code)
        except BaseException:
            kill_session(process.pid)
            process.wait()
            raise
        finally:
            self._process = None
        self._record.clear()
        if code != 0:
            raise create_command_error(result)
        return result

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

    def _catch_up(self, process: subprocess.Popen[str]) -> None:
        """Pass on what was asked for while the engine was being started."""
        if self._stop is signal.SIGKILL:
            kill_session(process.pid)
        elif self._stop is not None:
            process.send_signal(self._stop)


class _Reader:
    """Reads a stream to its end in a thread."""

    def __init__(self, stream: IO[str] | None, on_line: OnLine | None) -> None:
        self._lines: list[str] = []
        self._thread = threading.Thread(target=self._read, args=(stream, on_line), daemon=True)
        self._thread.start()

    def _read(self, stream: IO[str] | None, on_line: OnLine | None) -> None:
        if stream is None:
            return
        with stream:
            for line in stream:
                self._lines.append(line.rstrip())
                if on_line is not None:
                    on_line(line.rstrip())

    def text(self) -> str:
        """Return all lines; a plugin that outlives the engine may keep the stream open."""
        self._thread.join(timeout=5)
        return "\n".join(self._lines)
