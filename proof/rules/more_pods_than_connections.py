"""Databases that cannot serve as many pods as there may be."""

from collections.abc import Iterator
from typing import Final

from components.database.spec import InClusterPostgresSpec
from components.workload.base import WorkloadBase
from components.workload.spec import JobSpec, WorkloadSpec
from proof.counts import fewest
from proof.plan import Plan
from proof.rule import Hit, Rule

_CONNECTIONS: Final = 100
"""max_connections of a Postgres that nobody told otherwise."""
_KEPT_BACK: Final = 3
"""superuser_reserved_connections."""
_LEFT: Final = _CONNECTIONS - _KEPT_BACK


def _find(plan: Plan) -> Iterator[Hit]:
    for name, database in plan.stack.databases.items():
        if not isinstance(database, InClusterPostgresSpec):
            continue
        callers = {
            caller: _pods(each)
            for caller, each in plan.stack.workloads.items()
            if f"database.{name}" in each.calls
        }
        least, most = (sum(each[end] for each in callers.values()) for end in (0, 1))
        if most > _LEFT:
            pods = str(least) if least == most else f"{least} to {most}"
            yield Hit(
                path=("databases", name),
                message=(
                    f"takes {_LEFT} connections, and {pods} pods call it:"
                    f" {', '.join(f'{n} up to {high}' for n, (_, high) in callers.items())}"
                ),
                severity=None if least > _LEFT else "warning",
            )


def _pods(workload: WorkloadSpec) -> tuple[int, int]:
    """Return the fewest and the most pods outside of a rollout."""
    if isinstance(workload, WorkloadBase):
        return fewest(workload.scaling)[1], workload.most_pods()
    return 0, min(workload.parallelism, workload.completions) if isinstance(
        workload, JobSpec
    ) else 1


RULE = Rule(
    id="more-pods-than-connections",
    severity="error",
    title="more pods than the database takes connections",
    why=(
        "Each connection is a process of Postgres with memory of its own, so there is a ceiling:"
        " 100 where nobody sets another, 3 of them for administrators. Pods beyond it start, fail"
        " to connect and start anew; in a peak it is the pods that the autoscaler added. A program"
        " with a pool of connections gets there with fewer pods."
    ),
    ways_out=(
        "use a larger database on a cluster that offers one: kind",
        "lower scaling.max, or scaling.replicas",
        "put a pooler between them, and call that",
        "let pods take their work from a cache (caches), and write results from a few of them",
    ),
    find=_find,
    source="https://www.postgresql.org/docs/current/runtime-config-connection.html",
)
