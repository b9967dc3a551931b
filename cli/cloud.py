"""up, preview and destroy of a stack in a cloud: nothing is spent or destroyed unasked."""

import sys
from dataclasses import dataclass
from typing import Literal

import typer
from pulumi.automation.events import EngineEvent

from cli import check as plan_check
from cli import report
from cli.console import say
from cli.guard import refuse_losing
from cli.protection import refuse_destroying
from cli.reading import read
from cli.run import engine_environment, run_failed, stopping
from cli.secret import secrets_in
from cli.stack import program
from cli.target import CHECKOUT, Target
from engine.errors import EngineError
from engine.runner.aws_account import refuse_other_account
from engine.runner.changes import Changes
from engine.runner.cloud import CloudSession, CloudStack
from engine.runner.cloud_backend import chosen_backend
from engine.runner.outcomes import Found, RunFailedError
from engine.runner.places import Places
from engine.runner.session import OnInterrupt, Operation
from engine.runner.state import Held
from engine.runner.unsettled import listed
from engine.toolbox.ensure import Toolbox, ensure
from engine.toolbox.plugins import NoPlugin, RealPlugin, real_plugin, write_shims
from engine.toolbox.progress import Reporter, reporter_for
from engine.toolbox.sets import PULUMI_SET
from stacks.file import ResolvedStack
from stacks.secrets import unset_secrets
from stacks.spec import StackSpec

Consent = Literal["asked", "given"]
"""Whether the user is asked before anything is spent or destroyed, or has said yes already."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadyCloud:
    """Everything that a command on a cloud stack needs."""

    target: Target
    resolved: ResolvedStack[StackSpec]
    stack: CloudStack
    toolbox: Toolbox

    @property
    def spec(self) -> StackSpec:
        """The stack's spec."""
        return self.resolved.spec

    def retained(self) -> frozenset[str]:
        """Return the URNs of what stays where it is when the engine lets go of it."""
        return self.session(lambda _: None).retained()

    def run(self, operation: Operation, reporter: Reporter) -> Changes:
        """Run the engine and return what it did; raises what the run raises."""
        changes = Changes()

        def watch(event: EngineEvent) -> None:
            changes.take(event)
            detail = report.progress(operation, changes)
            reporter.step(report.DOING[operation], None, None, detail)

        engine_environment(self.stack.environment())
        try:
            self.session(stopping(reporter)).run(operation, watch)
        except RunFailedError as error:
            raise run_failed(changes, error) from error
        return changes

    def session(self, on_interrupt: OnInterrupt) -> CloudSession:
        """Return the engine's session on this stack."""
        return CloudSession(
            stack=self.stack,
            pulumi=self.toolbox.path_of("pulumi"),
            program=lambda: program(self.target.folder),
            on_interrupt=on_interrupt,
            settled_command=f"./plinth up {self.target.reference} --settled",
        )


def up(target: Target, consent: Consent, found: Found) -> tuple[ReadyCloud, Changes]:
    """Bring a cloud stack up once its plan holds and its user has seen what that changes."""
    refuse_unproven(target)
    refuse_unanswerable(consent, "up")
    with reporter_for() as reporter:
        ready = get_ready(target, reporter)
        refuse_unset_secrets(ready)
        ready.session(stopping(reporter)).settle(found)
        planned = ready.run("preview", reporter)
    for line in report.planned(target.reference, planned):
        say(line)
    refuse_losing(ready, planned, ready.retained(), plan_check.day(None))
    ask(consent, f"Make this so in {_account(ready.resolved.spec)}?")
    with reporter_for() as reporter:
        return ready, ready.run("up", reporter)


def preview(target: Target) -> tuple[ReadyCloud, Changes]:
    """Return what up would change."""
    with reporter_for() as reporter:
        ready = get_ready(target, reporter)
        return ready, ready.run("preview", reporter)


def destroy(
    target: Target, consent: Consent, operation: Literal["destroy", "destroy_unprotected"]
) -> tuple[Changes, list[Held]]:
    """Take a cloud stack away once its user has confirmed it; what is left is protected."""
    refuse_unanswerable(consent, "destroy")
    with reporter_for() as reporter:
        ready = get_ready(target, reporter)
        session = ready.session(stopping(reporter))
        held = session.protected()
    if operation == "destroy":
        refuse_destroying(held, ready)
    what = "All of" if operation == "destroy" else "All that holds no data of"
    question = f"{what} {target.reference} in {_account(ready.spec)} goes for good. Go on?"
    ask(consent, question)
    with reporter_for() as reporter:
        if lost := session.unsettled.read():
            reporter.note(f"look in the cloud for what a run broke off at: {listed(lost)}")
        return ready.run(operation, reporter), held


def get_ready(target: Target, reporter: Reporter) -> ReadyCloud:
    """Get tools and plugins and find out whose account this is; raises EngineError."""
    resolved = read(target)
    backend = chosen_backend(target.project_file)
    places = Places.of_user()
    toolbox = ensure((PULUMI_SET,), reporter)
    plugins = [_plugin(package, toolbox, target, reporter) for package in ("aws", "kubernetes")]
    shims = write_shims(places.shims, plugin=plugins[-1], checkout=CHECKOUT)
    stack = CloudStack(
        project=target.project,
        stack=target.stack,
        folder=target.folder,
        places=places,
        checkout=CHECKOUT,
        bin_folders=(*(each.path.parent for each in plugins), *shims, *toolbox.bin_folders),
    )
    if (account := resolved.spec.account) is not None:
        reporter.step(f"asking whose account this is; the state is in {backend}", None, None)
        refuse_other_account(account.id, account.role, stack.environment())
    return ReadyCloud(target=target, resolved=resolved, stack=stack, toolbox=toolbox)


def refuse_unproven(target: Target) -> None:
    """Raise EngineError unless the plan check says that the stack holds."""
    verdict = plan_check.check(target, plan_check.day(None))
    if not verdict.holds:
        found = plan_check.in_short(verdict, target.reference)
        raise EngineError(
            what=f"{target.reference} is not brought up: its plan does not hold",
            why="\n       ".join(found),
            way_out=f"./plinth check {target.reference} says more; what you can live with goes"
            " under accept, with a reason and a date",
        )


def refuse_unset_secrets(ready: ReadyCloud) -> None:
    """Raise EngineError while a secret that only its owner has is not set."""
    if unset := unset_secrets(ready.resolved.spec, secrets_in(ready.resolved)):
        reference = ready.target.reference
        raise EngineError(
            what=f"{reference} lacks secrets: {', '.join(unset)}",
            why="only their owners have them, and in a cloud nothing stands in for them",
            way_out=f"./plinth secret set {reference} {unset[0]}",
        )


def refuse_unanswerable(consent: Consent, command: str) -> None:
    """Raise EngineError if the user has to be asked and nobody can answer."""
    if consent == "asked" and not sys.stdin.isatty():
        raise EngineError(
            what=f"{command} of a cloud stack asks before it goes on, and nobody can answer here",
            why="standard input is no terminal",
            way_out="say yes beforehand, with --yes",
        )


def ask(consent: Consent, question: str) -> None:
    """Return if the user agrees; raises typer.Abort."""
    if consent == "asked":
        typer.confirm(question, abort=True)


def _plugin(package: str, toolbox: Toolbox, target: Target, reporter: Reporter) -> RealPlugin:
    reporter.step(f"getting Pulumi's {package} plugin", None, None)
    found = real_plugin(package, toolbox.path_of("pulumi"))
    if isinstance(found, NoPlugin):
        raise EngineError(
            what=f"a cloud stack needs Pulumi's own {package} plugin",
            why=found.reason,
            way_out=f"allow downloads, or ./plinth rehearse {target.reference}, which needs none",
        )
    return found


def _account(spec: StackSpec) -> str:
    account = spec.account
    return f"AWS account {account.id}, {account.region}" if account is not None else "the cloud"
