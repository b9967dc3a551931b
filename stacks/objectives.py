"""What a user may hold a platform to."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from components.spec import Spec


class ObjectivesSpec(Spec):
    """Promises that the plan check holds a stack against; what is left out is not promised."""

    availability_percent: Annotated[Decimal, Field(gt=0, lt=100, examples=[99.9])] | None = None
    """Share of the time in which the platform answers: 99.9 is 43 minutes a month without."""
    monthly_usd: Annotated[Decimal, Field(gt=0, le=10_000_000, examples=[2500])] | None = None
    """What a month may cost, in US dollars; account.budget tells people when it does not hold."""
    usd_per_task: Annotated[Decimal, Field(gt=0, le=100_000, examples=[0.05])] | None = None
    """What a task may cost, in US dollars: the month's bill shared out over load.tasks_per_day."""
    backup_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    """How far back data can be had as it was, in days."""
    rpo_hours: Annotated[Decimal, Field(gt=0, le=8760, examples=[24])] | None = None
    """How much of the newest data may be lost with a store, in hours."""
