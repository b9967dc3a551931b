"""The two streams that plinth prints to: results on standard output, everything else on error."""

from rich.console import Console

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """Print a line of a result."""
    OUT.print(text, markup=False)


def warn(text: str) -> None:
    """Print a line that is not part of the result."""
    ERR.print(text, markup=False)
