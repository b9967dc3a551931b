from datetime import date

import pytest

from proof.crontab import Crontab


def test_a_star_is_every_value() -> None:
    always = Crontab.of("* * * * *")

    assert sorted(always.minutes) == list(range(60))
    assert sorted(always.hours) == list(range(24))
    assert sorted(always.days) == list(range(1, 32))
    assert sorted(always.months) == list(range(1, 13))
    assert sorted(always.weekdays) == list(range(7))


@pytest.mark.parametrize(
    ("schedule", "minutes"),
    [
        ("* * * * *", 1),
        ("*/5 * * * *", 5),
        ("50/7 * * * *", 7),
        ("*/40 * * * *", 20),
        ("0 2 * * *", 1440),
        ("59 23 * * *", 1440),
        ("0 0,23 * * *", 60),
        ("0 8-10 * * mon-fri", 60),
        ("0 0 * * sun", 7 * 1440),
        ("0 0 1,15 * *", 14 * 1440),
        ("0 0 28 2 *", 365 * 1440),
        ("0 0 29 2 *", 1461 * 1440),
    ],
)
def test_the_shortest_time_between_two_runs(schedule: str, minutes: int) -> None:
    assert Crontab.of(schedule).shortest_gap() == minutes


def test_a_day_that_no_month_has_never_comes() -> None:
    never = Crontab.of("0 0 31 2,4,6,9,11 *")

    assert never.shortest_gap() is None
    assert not never.comes_at_all()


@pytest.mark.parametrize(
    ("schedule", "day", "comes"),
    [
        # 1 March 2026 is a Sunday.
        ("0 0 1 * mon", date(2026, 3, 1), True),
        ("0 0 1 * mon", date(2026, 3, 2), True),
        ("0 0 1 * mon", date(2026, 3, 3), False),
        ("0 0 1 * *", date(2026, 3, 2), False),
        ("0 0 * * 0", date(2026, 3, 1), True),
        ("0 0 * * 0", date(2026, 3, 2), False),
        ("0 0 */1 * mon", date(2026, 3, 1), False),
        ("0 0 */2 * mon", date(2026, 3, 3), True),
        ("0 0 * apr *", date(2026, 3, 1), False),
        ("0 0 * apr *", date(2026, 4, 1), True),
    ],
)
def test_a_day_of_the_month_or_of_the_week_is_enough_when_neither_is_a_star(
    schedule: str, day: date, comes: bool
) -> None:
    assert Crontab.of(schedule).comes_on(day) is comes
