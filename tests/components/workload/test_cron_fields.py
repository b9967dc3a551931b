"""Points in time that come again, held to what Kubernetes and KEDA read."""

import pytest
from pydantic import TypeAdapter, ValidationError

from components.workload.cron_fields import CronSchedule, TimeZone

SCHEDULE: TypeAdapter[str] = TypeAdapter(CronSchedule)
ZONE: TypeAdapter[str] = TypeAdapter(TimeZone)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("30 2 * * *", "30 2 * * *"),
        ("  0  8 * *   1-5 ", "0 8 * * 1-5"),
        ("*/15 8-18/2 1,15 jan-mar MON-fri", "*/15 8-18/2 1,15 jan-mar MON-fri"),
        ("59 23 31 12 6", "59 23 31 12 6"),
    ],
)
def test_five_fields_are_read(given: str, read: str) -> None:
    assert SCHEDULE.validate_python(given) == read


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("0 8 * *", "4 fields are there"),
        ("0 0 0 * * *", "6 fields are there"),
        ("60 * * * *", "the minute is 0 to 59, not '60'"),
        ("0 24 * * *", "the hour is 0 to 23, not '24'"),
        ("0 0 0 * *", "the day of the month is 1 to 31, not '0'"),
        ("0 0 * 13 *", "the month is 1 to 12, not '13'"),
        ("0 0 * * 7", "the day of the week is 0 to 6, not '7'; Sunday is 0"),
        ("0 0 * * fri-mon", "the day of the week runs backwards in fri-mon"),
        ("0 0 * * mon-fry", "the day of the week is 0 to 6, not 'fry'"),
        ("*/0 * * * *", "the minute has no step '0'"),
        ("0 0 * jan,foo *", "the month is 1 to 12, not 'foo'"),
        ("@daily", "such as"),
    ],
)
def test_anything_else_is_refused_with_the_field_that_is_wrong(given: str, message: str) -> None:
    with pytest.raises(ValidationError, match="must be a cron schedule of five fields") as caught:
        SCHEDULE.validate_python(given)
    assert message in str(caught.value)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Etc/UTC", "America/Argentina/Ushuaia", "UTC"])
def test_a_time_zone_is_named_as_in_the_data_base(zone: str) -> None:
    assert ZONE.validate_python(zone) == zone


@pytest.mark.parametrize("zone", ["berlin", "Europe Berlin", "+02:00", ""])
def test_a_time_zone_in_other_words_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="must be a time zone of the IANA data base"):
        ZONE.validate_python(zone)
