"""Who is told when a month costs too much."""

from decimal import Decimal
from pathlib import Path

from components.account.budget import notifications
from components.account.spec import BudgetSpec
from tests.components.cloud_kit import planned, refused, some

BUDGET = "aws:budgets/budget:Budget"
ASKED = "objectives: {monthly_usd: 1500}\naccount: {budget: {emails: [a@example.org]}}"


def alarm(kind: str, percent: int, *emails: str) -> dict[str, object]:
    return {
        "comparison_operator": "GREATER_THAN",
        "notification_type": kind,
        "threshold": percent,
        "threshold_type": "PERCENTAGE",
        "subscriber_email_addresses": [*emails],
    }


def test_each_share_is_told_when_it_is_spent_and_when_it_is_forecast() -> None:
    spec = BudgetSpec(emails=("a@example.org", "b@example.org"), at_percent=(50, 100))
    both = ("a@example.org", "b@example.org")
    assert list(notifications(spec)) == [
        alarm("ACTUAL", 50, *both),
        alarm("FORECASTED", 50, *both),
        alarm("ACTUAL", 100, *both),
        alarm("FORECASTED", 100, *both),
    ]


def test_it_is_the_months_objective_of_the_whole_account(tmp_path: Path) -> None:
    (budget,) = planned(tmp_path, ASKED).of(BUDGET)
    assert Decimal(str(budget.at("limitAmount"))) == 1500
    assert some(budget, "name", "budgetType", "limitUnit", "timeUnit") == {
        "name": "toy-prod",
        "budgetType": "COST",
        "limitUnit": "USD",
        "timeUnit": "MONTHLY",
    }
    assert budget.at("notifications", 3, "notificationType") == "FORECASTED"
    assert budget.at("notifications", 3, "threshold") == 100


def test_nobody_is_told_who_is_not_named(tmp_path: Path) -> None:
    assert not planned(tmp_path, "objectives: {monthly_usd: 1500}").of(BUDGET)


def test_a_budget_of_no_amount_is_refused(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, "account: {budget: {emails: [a@example.org]}}")
    assert "objectives.monthly_usd: missing; account.budget tells people" in line


def test_who_is_told_twice_is_refused_with_the_place(tmp_path: Path) -> None:
    fields = "emails: [a@example.org, a@example.org], at_percent: [80, 80]"
    patch = f"objectives: {{monthly_usd: 1}}\naccount: {{budget: {{{fields}}}}}"
    (first,) = refused(tmp_path, patch)
    assert first == ":5 account.budget.emails[1]: a@example.org is there already"
