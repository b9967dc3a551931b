"""Times at which a workload has more pods, as a user states them."""

from pydantic import Field

from components.spec import Spec
from components.workload.cron_fields import CronSchedule, TimeZone


class ScheduleSpec(Spec):
    """A time that comes again, in which there are never fewer pods than it says."""

    start: CronSchedule
    """When it begins: "0 8 * * 1-5"."""
    end: CronSchedule
    """When it ends: "0 20 * * 1-5"."""
    time_zone: TimeZone = "Etc/UTC"
    """Whose clock that is."""
    min: int = Field(ge=1)
    """Fewest pods in that time."""
