"""Times at which a workload has more pods, as a user states them."""

from typing import Self

from pydantic import Field, model_validator

from components.naming import dns_label
from components.refusal import Refusal, refuse
from components.spec import LARGEST_INT32, Spec
from components.workload.cron_fields import CronSchedule, TimeZone


class ScheduleSpec(Spec):
    """A time that comes again, in which there are never fewer pods than it says."""

    start: CronSchedule
    """When it begins: "0 8 * * 1-5"."""
    end: CronSchedule
    """When it ends: "0 20 * * 1-5"."""
    time_zone: TimeZone = "Etc/UTC"
    """Whose clock that is."""
    min: int = Field(ge=1, le=LARGEST_INT32)
    """Fewest pods in that time. An autoscaler overlooks a tenth: beside hpa, 10 pods pass for 11
    unless behavior.scale_up.tolerance is 0."""

    @model_validator(mode="after")
    def _ends_some_other_time(self) -> Self:
        if self.start == self.end:
            message = f"must be another time than start ({self.start}), or it lasts no time at all"
            refuse([Refusal(("end",), message)])
        return self


def autoscaler_name(name: str) -> str:
    """Return what KEDA is to call the autoscaler that it makes: never what plinth's own is called.

    So a workload can get and lose its schedule while the other autoscaler is still there.
    """
    return dns_label(name, "scheduled")
