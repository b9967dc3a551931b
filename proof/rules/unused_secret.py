"""Secrets that nobody reads."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.secrets import users_of


def _find(plan: Plan) -> Iterator[Hit]:
    for name in plan.stack.secrets:
        if not users_of(plan.stack, name):
            yield Hit(path=("secrets", name), message="no workload uses it")


RULE = Rule(
    id="unused-secret",
    severity="warning",
    title="a secret that no workload uses",
    why=(
        "Either a workload was meant to use it and runs without it, or it is left over: a"
        " credential that somebody still has to keep, to rotate and to lose."
    ),
    ways_out=(
        "name it in secret_env or pull_secrets of the workload that needs it",
        "delete it, and revoke the credential where it came from",
    ),
    find=_find,
)
