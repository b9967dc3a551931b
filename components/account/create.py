"""The one place that looks at the kind of account."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pulumi

from components.account.contract import Account
from components.account.spec import AccountSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountWires:
    """What an account is plugged into."""

    labels: Mapping[str, str]
    """The tags of everything in it."""
    physical_name: str
    """What the platform is called in the account."""
    monthly_usd: Decimal | None
    """What a month may cost."""


def create_account(
    name: str,
    spec: AccountSpec,
    wires: AccountWires,
    opts: pulumi.ResourceOptions | None = None,
) -> Account:
    """Return the account that the spec names."""
    # Here and not above: a local run needs no cloud's library.
    from components.account.aws import AwsAccount, AwsAccountArgs

    args = AwsAccountArgs(
        spec=spec,
        labels=wires.labels,
        physical_name=wires.physical_name,
        monthly_usd=wires.monthly_usd,
    )
    return AwsAccount(name, args, opts)
