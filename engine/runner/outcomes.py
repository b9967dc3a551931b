"""How a run of the engine can end other than well; importing this loads no engine library."""

from typing import Literal


class RunFailedError(Exception):
    """The engine ended without having done all it was asked; the events said why."""


class RunInterruptedError(Exception):
    """The user stopped the run."""


Found = Literal["not_looked_for", "looked_for"]
"""Whether a user has looked for what a broken-off run may have left in a cloud."""
