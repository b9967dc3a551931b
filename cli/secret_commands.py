"""`./plinth secret`; each command imports only what it needs, so that --help stays quick."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import say
from cli.target import DEFAULT_STACK, Target, find

app = typer.Typer(help="The secrets of a stack.", no_args_is_help=True)
Stack = Annotated[str, typer.Argument(metavar="STACK", help="dev, prod ... or SYSTEM/STACK.")]
Name = Annotated[str, typer.Argument(metavar="SECRET", help="Name of the secret below secrets.")]


@app.command(name="list", epilog="Example:  ./plinth secret list multimodal-ai/dev")
def list_secrets(stack: Stack = DEFAULT_STACK) -> None:
    """Show which secrets a stack needs, which are set, and who uses them."""
    from cli.secret import listing, needs_of

    for line in listing(needs_of(_find(stack))):
        say(line)


@app.command(name="set", epilog="Example:  ./plinth secret set dev api-key < key.txt")
def set_command(stack: Stack, secret: Name) -> None:
    """Set a secret that only its owner has; asks for the value, or reads standard input."""
    from cli.secret import set_value

    target = _find(stack)
    set_value(target, secret)
    say(f"{secret} is set; ./plinth up {target.reference} hands it to the pods")


@app.command(name="rotate", epilog="Example:  ./plinth secret rotate dev session-key")
def rotate_command(stack: Stack, secret: Name) -> None:
    """Give a secret a new value and restart the workloads that read it, and no others."""
    from cli.secret import rotate

    target = _find(stack)
    restarted = rotate(target, secret)
    say(f"{secret} has a new value; restarted: {', '.join(restarted) or 'nothing reads it'}")


def _find(stack: str) -> Target:
    return find(stack, Path.cwd())
