"""Grants in AWS on a cluster that lies in no account."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.grants import granted


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        if workload.cloud is not None and granted(plan.stack, workload) is None:
            message = "grants nothing here: the cluster lies in no account of AWS"
            yield Hit(path=("workloads", name, "cloud"), message=message)


RULE = Rule(
    id="cloud-grant-not-served",
    severity="note",
    title="grants of AWS where there is no AWS",
    why=(
        "What a workload is granted stands beside it, in the document that all stacks share. On a"
        " cluster without an account its pods start with no credentials, and what they ask of AWS"
        " is refused or never answered. Names of buckets are compared with nothing there."
    ),
    ways_out=(
        "nothing, if the workload does without: this is to be known and not to be mended",
        "let the workload use something of this machine: its address in env, in this stack's file",
        "take the grant out of this stack: workloads.NAME.cloud: null",
    ),
    find=_find,
)
