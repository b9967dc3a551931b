"""The AWS account."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.account.spec import AwsAccountSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class AwsAccountArgs:
    """An AWS account and what every resource in it is tagged with."""

    spec: AwsAccountSpec
    labels: Mapping[str, str]


class AwsAccount(pulumi.ComponentResource):
    """Nothing by itself: the one way into the account, which refuses every other account."""

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
        self.register_outputs({})
