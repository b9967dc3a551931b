"""Jobs that nothing ends."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, job in plan.jobs.items():
        if job.deadline_seconds is None:
            yield Hit(
                path=("workloads", name, "deadline_seconds"),
                message="is missing: a job that hangs never fails",
            )


RULE = Rule(
    id="job-without-deadline",
    severity="warning",
    title="a job that may take for ever",
    why=(
        "What waits for the job waits for 10 minutes: up then reports a failure, and the job goes"
        " on. One that hangs is never tried again, and one that only takes longer looks as if it"
        " had failed."
    ),
    ways_out=("set deadline_seconds to more than the job takes with all its attempts",),
    find=_find,
    source="https://kubernetes.io/docs/concepts/workloads/controllers/job/",
)
