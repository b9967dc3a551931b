"""Why a cluster on this machine does not do what was asked, always with the next step."""

from engine.errors import EngineError


class ClusterError(EngineError):
    """A cluster cannot do what was asked."""
