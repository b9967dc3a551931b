"""What the rest of the program may know of a volume."""

from typing import Protocol

import pulumi


class Volume(Protocol):
    """A volume that workloads can mount."""

    @property
    def claim(self) -> pulumi.Resource:
        """The claim by which pods ask for it."""
        ...
