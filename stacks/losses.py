"""What a user may say to let go of what cannot be had back."""

from typing import Annotated

from pydantic import Field

from components.fields import TextRule
from components.spec import IsoDate, Spec

PartName = Annotated[
    str,
    TextRule(
        rule="must name a part that is kept: network, cluster, databases.NAME, caches.NAME ...",
        pattern=r"network|cluster|(?:databases|caches|volumes|buckets|registries)\.[a-z0-9-]+",
        examples=("databases.main", "network"),
        longest=80,
    ),
]


class LossSpec(Spec):
    """A part that `up` may delete or replace, with all that is in it."""

    reason: str = Field(min_length=1)
    """Why what is in it is not needed any more, or where it was put."""
    until: IsoDate
    """The last day on which it may happen; remove the whole entry once it has."""
