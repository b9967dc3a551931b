"""Who is told when a month costs too much."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pulumi
import pulumi_aws as aws

from components.account.spec import BudgetSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetArgs:
    """A budget, and what a month may cost."""

    spec: BudgetSpec
    monthly_usd: Decimal
    physical_name: str


class Budget(pulumi.ComponentResource):
    """A monthly budget of the whole account that writes e-mails."""

    def __init__(
        self, name: str, args: BudgetArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:account:Budget", name, None, opts)
        aws.budgets.Budget(
            name,
            name=args.physical_name,
            budget_type="COST",
            limit_amount=str(args.monthly_usd),
            limit_unit="USD",
            time_unit="MONTHLY",
            notifications=notifications(args.spec),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})


def notifications(spec: BudgetSpec) -> Sequence[aws.budgets.BudgetNotificationArgsDict]:
    """Return two alarms for each share: when it has been spent, and when it is forecast to be."""
    return [
        {
            "comparison_operator": "GREATER_THAN",
            "notification_type": kind,
            "threshold": percent,
            "threshold_type": "PERCENTAGE",
            "subscriber_email_addresses": list(spec.emails),
        }
        for percent in spec.at_percent
        for kind in ("ACTUAL", "FORECASTED")
    ]
