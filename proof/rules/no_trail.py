"""Accounts in which nobody writes down who did what."""

from collections.abc import Iterator

from components.account.spec import NoTrailSpec
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    account = plan.stack.account
    if account is not None and isinstance(account.trail, NoTrailSpec):
        message = f"is none, so that nothing records the calls to account {account.id}"
        yield Hit(path=("account", "trail", "kind"), message=message)


RULE = Rule(
    id="no-trail",
    severity="warning",
    title="an account without a record of calls to its APIs",
    why=(
        "Who opened a port, read a secret or deleted a backup can only be found out from a record"
        " that was kept before it happened. AWS itself shows the last 90 days of changes in one"
        " region, and whoever has the account's keys can do away with what is not kept apart."
    ),
    ways_out=(
        "keep one: account.trail: {kind: own}",
        "name the one that somebody keeps already: account.trail: {kind: existing, name: ...}",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
)
