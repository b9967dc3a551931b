"""The one place that looks at the kind of account."""

from collections.abc import Mapping

import pulumi

from components.account.aws import AwsAccount, AwsAccountArgs
from components.account.contract import Account
from components.account.spec import AccountSpec


def create_account(
    name: str,
    spec: AccountSpec,
    labels: Mapping[str, str],
    opts: pulumi.ResourceOptions | None = None,
) -> Account:
    """Return the account that the spec names."""
    return AwsAccount(name, AwsAccountArgs(spec=spec, labels=labels), opts)
