"""How a run of the engine can end other than well; importing this loads no engine library."""


class RunFailedError(Exception):
    """The engine ended without having done all it was asked; the events said why."""


class RunInterruptedError(Exception):
    """The user stopped the run."""
