"""How a workload uses one of the stack's volumes, as a user states it."""

from typing import Literal

from components.spec import AbsolutePath, RelativePath, Spec


class VolumeUseSpec(Spec):
    """Where the containers find a volume, and how they treat it."""

    path: AbsolutePath
    """The folder in the containers."""
    folder: RelativePath | None = None
    """The folder of the volume to show there; none means all of it."""
    access: Literal["read_only", "read_write"] = "read_write"
    """What the containers may do there."""
    writers: Literal["one", "many"] = "many"
    """How many pods may write there at once; one for what a single process must own: SQLite."""
