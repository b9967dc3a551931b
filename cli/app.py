"""plinth's commands; each is a few lines that call what does the work."""

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, warn
from cli.failures import exit_code_and_message
from cli.target import DEFAULT_STACK, Target, all_stacks, find

app = typer.Typer(
    help="Whole Kubernetes platforms from one typed stack file.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

Stack = Annotated[
    str,
    typer.Argument(
        metavar="[STACK]",
        help="dev, prod ... of the project in this folder, or SYSTEM/STACK of one under systems/.",
        autocompletion=lambda: all_stacks(Path.cwd()),
    ),
]


@app.command(epilog="Examples:  plinth up   |   plinth up gpx-tracker/dev")
def up(stack: Stack = DEFAULT_STACK) -> None:
    """Bring a platform up, or bring it in line with its stack file."""
    from cli import report
    from cli.run import run
    from cli.welcome import next_steps

    target, began = _find(stack), time.monotonic()
    changes = run(target, "up")
    took = time.monotonic() - began
    say(f"{target.reference} is up: {report.summary(changes)} in {took:.0f} s")
    for line in next_steps(target):
        say(line)


@app.command(epilog="Example:  plinth preview gpx-tracker/dev")
def preview(stack: Stack = DEFAULT_STACK) -> None:
    """Show what up would change."""
    from cli import report
    from cli.run import run

    target = _find(stack)
    changes = run(target, "preview")
    rows = report.planned(changes)
    if not rows:
        say(f"{target.reference}: up would change nothing")
        return
    say(f"{target.reference}: up would change {len(rows)} resources")
    for row in rows:
        say(row)


@app.command(epilog="Example:  plinth destroy gpx-tracker/dev")
def destroy(
    stack: Stack = DEFAULT_STACK,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,  # noqa: FBT002 - a typer option
) -> None:
    """Tear a platform down; data stores only when their deletion policy allows it."""
    from cli import report
    from cli.run import run

    del yes  # local stacks never ask
    target = _find(stack)
    changes = run(target, "destroy")
    say(f"{target.reference} is gone: {report.summary(changes)}")


def main() -> None:
    """Run a command; every failure ends in a message and an exit code, never in a traceback."""
    try:
        app(standalone_mode=False)
    except Exception as error:
        code, message = exit_code_and_message(error)
        if message:
            warn(message)
        sys.exit(code)


def _find(stack: str) -> Target:
    return find(stack, Path.cwd())
