"""The load of package-analysis on machines of AWS: the task is cheap enough, the month is not."""

from pathlib import Path

from proof.verdict import judge
from tests.components.cloud_kit import BASE
from tests.proof.kit import ON
from tests.stacks.platforms import resolved

STACK = """\
account: {region: us-east-1}
cluster:
  autoscaler: {kind: cluster_autoscaler}
  node_pools:
    general: {instance_types: [m6i.large], min_nodes: 3, max_nodes: 6}
    workers: {instance_types: [m6i.8xlarge], CAPACITY, min_nodes: 25, max_nodes: 45}
workloads:
  job:
    node_pool: workers
    resources: {requests: {cpu: 2, memory: 8Gi}, limits: {cpu: 2, memory: 8Gi}}
    scaling: {kind: hpa, min: 150, max: WORKERS, targets: {cpu_percent: 80}}
load:
  tasks_per_day: 50000
  task_minutes: {mean: 10, min: 3, max: 30}
  busy: {hours: 8, percent: 40}
  buffer_percent: 50
objectives: {monthly_usd: 2500, usd_per_task: 0.05}
"""
COST_RULES = {"over-budget", "over-budget-at-worst", "cost-per-task-missed", "workers-below-load"}


def _told(folder: Path, capacity: str, workers: int) -> dict[str, str]:
    text = STACK.replace("CAPACITY", f"capacity: {capacity}").replace("WORKERS", str(workers))
    verdict = judge(resolved(folder, text, BASE), ON)
    return {f.rule.id: f.message for f in verdict.findings if f.rule.id in COST_RULES}


def test_on_demand_a_month_costs_eleven_times_what_is_promised(tmp_path: Path) -> None:
    assert _told(tmp_path, "on_demand", 630) == {
        "over-budget": (
            "$2,500 a month is promised, $28,541 expected, 11.4 times as much: pool workers:"
            " m6i.8xlarge $28,032, pool general: m6i.large $210, pool workers: disks of 50"
            " GiB $100"
        )
    }


def test_spot_machines_are_not_enough_either(tmp_path: Path) -> None:
    told = _told(tmp_path, "spot", 630)
    assert told.keys() == {"over-budget"}
    assert "$11,722 expected, 4.7 times as much" in told["over-budget"]


def test_the_workers_that_were_asked_for_do_little_more_than_half_of_it(tmp_path: Path) -> None:
    told = _told(tmp_path, "on_demand", 200)
    assert told["workers-below-load"] == (
        "at most 200 workers, and 347 are busy on average, 417 in the busy hours: 57 % of the tasks"
        " are done, and the queue grows for ever"
    )
