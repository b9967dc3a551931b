"""What a user may say to live with a finding of the plan check."""

from typing import Annotated

from components.fields import TextRule
from components.spec import IsoDate, Spec

RuleId = Annotated[
    str,
    TextRule(
        rule="must be the id of a rule, such as latest-image",
        pattern=r"[a-z0-9]+(?:-[a-z0-9]+)*",
        examples=("latest-image",),
        longest=80,
    ),
]


class AcceptanceSpec(Spec):
    """A finding that somebody decided to live with for a while."""

    reason: str = ""
    """Why it is acceptable here; without one the acceptance does not count."""
    until: IsoDate | None = None
    """The last day on which it counts; without one it does not count."""
    at: tuple[str, ...] = ()
    """Where it is accepted, such as workloads.api; none means wherever the rule finds it."""
