"""From an exception to what the user is told and the exit code."""

import errno
import os
import tempfile
import traceback

import typer
from typer.exceptions import TyperException

from cli.target import WrongQuestionError
from engine.errors import EngineError
from engine.runner.outcomes import RunFailedError, RunInterruptedError
from rehearsal.outcomes import RehearsalFailedError, RehearsalStoppedError
from stacks.file import StackFileError

HOLDS, FAILED, WRONG_FILE, INTERRUPTED = 0, 1, 2, 130


def exit_code_and_message(error: Exception) -> tuple[int, str]:
    """Return the exit code of a failure and one screen of text that ends with the next step."""
    match error:
        case StackFileError() | WrongQuestionError():
            return WRONG_FILE, str(error)
        case EngineError() | RunFailedError() | RehearsalFailedError():
            return FAILED, str(error)
        case RunInterruptedError():
            return INTERRUPTED, "stopped; ./plinth up goes on from here"
        case RehearsalStoppedError():
            return INTERRUPTED, str(error)
        case typer.Abort():
            return INTERRUPTED, "stopped"
        case TyperException():
            return WRONG_FILE, f"{error}\n  ./plinth --help lists the commands"
        case OSError(errno=errno.ENOSPC):
            return FAILED, "the disk is full: free some space and run the same command again"
        case _:
            return FAILED, _unexpected(error)


def _unexpected(error: Exception) -> str:
    said = f"plinth failed in a way nobody foresaw: {error}"
    try:
        descriptor, name = tempfile.mkstemp(prefix="plinth-", suffix=".log")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            traceback.print_exception(error, file=file)
    except OSError as full:
        return f"{said}\n  there is no room for the details: {full}"
    return f"{said}\n  details: {name}"
