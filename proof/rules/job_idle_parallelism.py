"""Pods side by side that there is no work for."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, job in plan.jobs.items():
        if job.parallelism > job.completions:
            yield Hit(
                path=("workloads", name, "parallelism"),
                message=f"is {job.parallelism}, and completions is {job.completions}",
            )


RULE = Rule(
    id="job-idle-parallelism",
    severity="warning",
    title="a job with more pods at once than it has work for",
    why=(
        "Kubernetes never runs more pods of a job than completions are left. The job takes as long"
        " as before, and whoever reads the number expects it to be faster."
    ),
    ways_out=("raise completions to the number of pods that must succeed", "lower parallelism"),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/controllers/job/",
)
