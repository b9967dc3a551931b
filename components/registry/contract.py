"""What the rest of the program may know of a registry of images."""

from typing import Protocol

import pulumi


class Registry(Protocol):
    """Where images of one program are kept, or those of somebody else's registry."""

    @property
    def arn(self) -> pulumi.Output[str] | None:
        """What policies call it; none where repositories come to be by themselves."""
        ...
