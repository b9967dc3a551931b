"""The arguments and options that commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.target import all_stacks
from rehearsal.outcomes import ABOUT, Fault

Stack = Annotated[
    str,
    typer.Argument(
        metavar="STACK",
        help="dev, prod ... of the project in this folder, or SYSTEM/STACK of one under systems/.",
        autocompletion=lambda: all_stacks(Path.cwd()),
        show_default=True,
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day to judge for; today if left out."),
]
Form = Annotated[
    Literal["text", "json"], typer.Option("--format", help="For people, or for programs.")
]
Explain = Annotated[
    str | None, typer.Option("--explain", metavar="RULE", help="Say what a rule is about.")
]
Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose", "-v", help="All of it: when support ends, the whole bill, what is assumed."
    ),
]
Settled = Annotated[
    bool,
    typer.Option("--settled", help="You have looked for what a broken-off run left in the cloud."),
]
KeepData = Annotated[
    bool,
    typer.Option(
        "--keep-data", help="Leave protected data and what it needs; everything else goes."
    ),
]
Recreate = Annotated[bool, typer.Option("--recreate", help="Take the stack away first.")]

Faults = Annotated[
    list[Fault] | None,
    typer.Option(
        "--fault",
        metavar="KIND",
        help="Make something go wrong; may be given again. "
        + " ".join(f"{kind}: {about}." for kind, about in ABOUT.items()),
    ),
]
