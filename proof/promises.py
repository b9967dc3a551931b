"""What the platform is held to, in words."""

from decimal import Decimal
from typing import Final

from proof.plan import Plan

_MINUTES_A_MONTH: Final = 30 * 24 * 60


def promised(plan: Plan) -> str | None:
    """Return the promised availability with the time that it leaves; none if there is none."""
    percent = plan.stack.objectives.availability_percent
    if percent is None:
        return None
    return f"{percent} % is promised, which allows {_left(percent)} a month without"


def _left(percent: Decimal) -> str:
    minutes = (100 - percent) / 100 * _MINUTES_A_MONTH
    if minutes >= 120:
        return f"{minutes / 60:.0f} hours"
    return f"{minutes:.0f} minutes" if minutes >= 2 else f"{minutes * 60:.0f} seconds"
