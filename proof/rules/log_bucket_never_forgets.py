"""Logs of requests that are kept for ever."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.routes import balancer_logs


def _find(plan: Plan) -> Iterator[Hit]:
    buckets = plan.stack.buckets
    logged = {each.access_logs for each in buckets.values() if each.access_logs}
    for name in sorted(logged | set(balancer_logs(plan.stack).values())):
        rules = buckets[name].lifecycle.values()
        if not any(rule.prefix == "" and rule.expire_days is not None for rule in rules):
            said = "expires nothing, and logs of requests arrive all the time"
            yield Hit(path=("buckets", name, "lifecycle"), message=said)


RULE = Rule(
    id="log-bucket-never-forgets",
    severity="warning",
    title="a bucket of logs that never forgets",
    why=(
        "A log of requests grows with every request, and nobody deletes it. After some years it"
        " costs more than the bucket that it is about, and it holds addresses of people who asked."
    ),
    ways_out=(
        "let them go: lifecycle.all.expire_days",
        "accept it, if they have to be kept",
    ),
    find=_find,
)
