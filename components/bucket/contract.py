"""What the rest of the program may know of a bucket."""

from typing import Protocol

import pulumi


class Bucket(Protocol):
    """A bucket that workloads can be let into."""

    @property
    def arn(self) -> pulumi.Output[str]:
        """What policies call it."""
        ...

    @property
    def bucket_name(self) -> pulumi.Output[str]:
        """What it is called in the world."""
        ...

    @property
    def key_arn(self) -> pulumi.Output[str] | None:
        """The key by which its content is read and written; none where the cloud keeps it."""
        ...

    @property
    def ready(self) -> pulumi.Resource:
        """There once the bucket's policy holds."""
        ...
