"""plinth's commands; each is a few lines that call what does the work."""

import sys
import time
from pathlib import Path
from typing import Literal

import typer

from cli.console import say, warn
from cli.failures import INTERRUPTED, exit_code_and_message
from cli.options import (
    Explain,
    Faults,
    Form,
    KeepData,
    On,
    Recreate,
    Settled,
    Stack,
    Verbose,
    Yes,
)
from cli.secret_commands import app as secret_app
from cli.target import DEFAULT_STACK, Target, find
from engine.runner.outcomes import Found

app = typer.Typer(
    help="Whole Kubernetes platforms from one typed stack file.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(secret_app, name="secret")


@app.command(epilog="Examples:  ./plinth up  |  ./plinth up gpx-tracker/dev")
def up(
    stack: Stack = DEFAULT_STACK,
    yes: Yes = False,  # noqa: FBT002 - a flag of the command line
    recreate: Recreate = False,  # noqa: FBT002 - a flag of the command line
    settled: Settled = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Bring a platform up, or in line with its stack file; a cloud stack asks before it spends."""
    from cli import check as plan_check
    from cli import report
    from cli.reading import lives
    from cli.run import run, take_away
    from cli.welcome import welcome
    from engine.runner.workspace import secret_names

    began = time.monotonic()
    target = _find(stack)
    found: Found = "looked_for" if settled else "not_looked_for"
    if lives(target) == "in a cloud":
        _up_in_cloud(target, found, yes=yes, recreate=recreate)
        return
    for line in plan_check.in_short(plan_check.check(target, plan_check.day(None)), stack):
        warn(line)
    if recreate:
        take_away(target)
    ready, changes = run(target, "up", unsettled=found)
    took = time.monotonic() - began
    say(f"{ready.target.reference} is up: {report.summary(changes)} in {took:.0f} s")
    set_by_user = secret_names(ready.local.stack_file)
    for line in welcome(ready.resolved, target.identity, target.reference, set_by_user):
        say(line)


def _up_in_cloud(target: Target, found: Found, *, yes: bool, recreate: bool) -> None:
    from cli import cloud, report
    from cli.secret import secrets_in
    from cli.target import WrongQuestionError
    from cli.welcome import welcome

    if recreate:
        message = "--recreate is for local stacks; in a cloud: ./plinth destroy, then ./plinth up"
        raise WrongQuestionError(message)
    began = time.monotonic()
    ready, changes = cloud.up(target, _consent(yes=yes), found)
    took = time.monotonic() - began
    say(f"{target.reference} is up: {report.summary(changes)} in {took:.0f} s")
    for line in welcome(
        ready.resolved, target.identity, target.reference, secrets_in(ready.resolved)
    ):
        say(line)


@app.command(
    epilog="Examples:  ./plinth check  |  ./plinth check multimodal-ai/as-written"
    "  |  ./plinth check prod --on 2027-06-30  |  ./plinth check --explain latest-image"
)
def check(
    stack: Stack = DEFAULT_STACK,
    on: On = None,
    form: Form = "text",
    explain: Explain = None,
    verbose: Verbose = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Prove the plan offline: 0 it holds, 1 it does not, 2 the stack file is wrong."""
    from cli import check as plan_check

    if explain is not None:
        for line in plan_check.explained(explain):
            say(line)
        return
    target = _find(stack)
    verdict = plan_check.check(target, plan_check.day(on))
    dates = "always" if verbose else "if_needed"
    for line in plan_check.told(verdict, target.reference, form, dates):
        say(line)
    raise typer.Exit(plan_check.exit_code(verdict))


@app.command(epilog="Example:  ./plinth preview gpx-tracker/dev")
def preview(stack: Stack = DEFAULT_STACK) -> None:
    """Show what up would change, and whether the plan holds, without changing anything."""
    from cli.previewing import previewed

    for line in previewed(_find(stack)):
        say(line)


@app.command(
    epilog="Examples:  ./plinth destroy gpx-tracker/dev  |  ./plinth destroy prod --keep-data"
)
def destroy(
    stack: Stack = DEFAULT_STACK,
    yes: Yes = False,  # noqa: FBT002 - a flag of the command line
    keep_data: KeepData = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Tear a platform down; data stores only when their deletion policy allows it."""
    from cli import cloud, report
    from cli.reading import lives
    from cli.run import run
    from engine.runner.state import protected

    target = _find(stack)
    here = lives(target) == "here"
    operation = "destroy_unprotected" if keep_data else "destroy"
    if here:
        ready, changes = run(target, operation)
        held = protected(ready.local.state_file)
    else:
        changes, held = cloud.destroy(target, _consent(yes=yes), operation)
    if keep_data:
        for line in report.kept(target.reference, changes, held):
            say(line)
        return
    say(f"{target.reference} is gone: {report.summary(changes)}")


@app.command(
    epilog="Examples:  ./plinth rehearse prod  |  ./plinth rehearse prod --fault quota"
    "  |  ./plinth rehearse prod --fault throttling --fault crash"
)
def rehearse(stack: Stack = DEFAULT_STACK, fault: Faults = None) -> None:
    """Run the whole life of a cloud stack on this machine: 0 it went through, 1 it did not.

    The engine, this program and Kubernetes' control plane are real, the cloud is simulated. Each
    time begins from nothing and leaves nothing. 2 means that the stack file is wrong.
    """
    from cli.rehearse import rehearse as rehearsed

    for line in rehearsed(_find(stack), fault or ()):
        say(line)


@app.command(epilog="Example:  ./plinth show gpx-tracker/dev")
def show(stack: Stack = DEFAULT_STACK) -> None:
    """Show the resolved stack, with the file and line that each value came from."""
    from stacks.file import read_stack
    from stacks.show import render_show
    from stacks.spec import StackSpec

    typer.echo(render_show(read_stack(_find(stack).file, StackSpec)))


@app.command(epilog='Example:  eval "$(./plinth env)"; kubectl get pods --all-namespaces')
def env(stack: Stack = DEFAULT_STACK) -> None:
    """Print the environment of a stack for the shell: engine, kubectl, kubeconfig."""
    from cli.raw import environment_lines

    for line in environment_lines(_find(stack)):
        typer.echo(line)


@app.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    epilog="Examples:  ./plinth pulumi -- stack export  |  ./plinth pulumi prod -- stack",
)
def pulumi(context: typer.Context) -> None:
    """Run the engine itself: pulumi [STACK] -- ARGS."""
    from cli.raw import run_engine, stack_and_arguments

    del context  # it does not say where the "--" stood
    stack, arguments = stack_and_arguments(sys.argv[1:])
    raise typer.Exit(run_engine(_find(stack), arguments))


@app.command(epilog="Example:  ./plinth restore dev")
def restore(stack: Stack = DEFAULT_STACK) -> None:
    """Put back the state that the last run left, when the state was damaged since."""
    from cli.raw import restore_state

    for line in restore_state(_find(stack)):
        say(line)


@app.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    epilog="Examples:  ./plinth test  |  ./plinth test tests/stacks -k merge",
)
def test(context: typer.Context) -> None:
    """Run every test; arguments go to pytest."""
    from cli.testing import run_tests

    raise typer.Exit(run_tests(context.args))


@app.command(epilog="Example:  ./plinth clean")
def clean() -> None:
    """Remove the tools that plinth downloaded or built; the next up gets them again."""
    from engine.toolbox.progress import in_bytes
    from engine.toolbox.store import clean as clean_tools

    removed = clean_tools()
    for item in removed:
        say(f"removed {item.path} ({in_bytes(item.size)})")
    if not removed:
        say("there was nothing to remove")


def main() -> None:
    """Run a command; every failure ends in a message and an exit code, never in a traceback."""
    message = ""
    try:
        code = app(prog_name="plinth", standalone_mode=False)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        code, message = exit_code_and_message(error)
    if code == INTERRUPTED and not message:  # Typer makes this of a Ctrl-C, without a word
        message = "stopped; the same command goes on from here"
    if message:
        warn(message)
    sys.exit(code if isinstance(code, int) else 0)


def _consent(*, yes: bool) -> Literal["asked", "given"]:
    return "given" if yes else "asked"


def _find(stack: str) -> Target:
    return find(stack, Path.cwd())
