"""Which actions of AWS take no resource."""

from typing import Final

from catalog.read import Table
from catalog.rows import AccountWideActions

ACCOUNT_WIDE_ACTIONS: Final = Table(AccountWideActions, "aws_account_wide_actions.csv")


def takes_no_resource(action: str) -> bool:
    """Say whether a policy can allow an action of AWS for all resources alone."""
    service, _, name = action.partition(":")
    row = ACCOUNT_WIDE_ACTIONS.find(service)
    return row is not None and name.lower() in row.known
