"""The AWS account."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pulumi
import pulumi_aws as aws

from components.account.budget import Budget, BudgetArgs
from components.account.spec import AwsAccountSpec, OwnTrailSpec
from components.account.trail import Trail, TrailArgs


@dataclass(frozen=True, kw_only=True, slots=True)
class AwsAccountArgs:
    """An AWS account and what every resource in it is tagged with."""

    spec: AwsAccountSpec
    labels: Mapping[str, str]
    physical_name: str
    monthly_usd: Decimal | None
    """What a month may cost; a budget needs it."""


class AwsAccount(pulumi.ComponentResource):
    """The one way into the account, which refuses every other, its budget and its trail."""

    provider: aws.Provider
    region: str
    id: str
    role: str | None

    def __init__(
        self, name: str, args: AwsAccountArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:account:AwsAccount", name, None, opts)
        self.region = args.spec.region
        self.id = args.spec.id
        self.role = args.spec.role
        self.provider = aws.Provider(
            name,
            region=args.spec.region,
            allowed_account_ids=[args.spec.id],
            assume_roles=[{"role_arn": args.spec.role}] if args.spec.role else None,
            default_tags={"tags": dict(args.labels)},
            opts=pulumi.ResourceOptions(parent=self),
        )
        inside = pulumi.ResourceOptions(parent=self, providers=[self.provider])
        if args.spec.budget is not None and args.monthly_usd is not None:
            budget = BudgetArgs(
                spec=args.spec.budget,
                monthly_usd=args.monthly_usd,
                physical_name=args.physical_name,
            )
            Budget(name, budget, inside)
        if isinstance(args.spec.trail, OwnTrailSpec):
            trail = TrailArgs(
                spec=args.spec.trail,
                account=self.id,
                region=self.region,
                physical_name=args.physical_name,
            )
            Trail(name, trail, inside)
        self.register_outputs({})
