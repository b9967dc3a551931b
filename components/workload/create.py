"""The one place that looks at the kind of workload."""

from typing import assert_never

import pulumi

from components.workload.cron import Cron, CronArgs
from components.workload.job import Job, JobArgs
from components.workload.spec import CronSpec, JobSpec, WebSpec, WorkerSpec, WorkloadSpec
from components.workload.web import Web, WebArgs
from components.workload.wires import Wires
from components.workload.worker import Worker, WorkerArgs

Workload = Web | Worker | Cron | Job


def create_workload(
    name: str, spec: WorkloadSpec, wires: Wires, opts: pulumi.ResourceOptions | None = None
) -> Workload:
    """Return the workload that the spec asks for."""
    match spec:
        case WebSpec():
            return Web(name, WebArgs(spec=spec, wires=wires), opts)
        case WorkerSpec():
            return Worker(name, WorkerArgs(spec=spec, wires=wires), opts)
        case CronSpec():
            return Cron(name, CronArgs(spec=spec, wires=wires), opts)
        case JobSpec():
            return Job(name, JobArgs(spec=spec, wires=wires), opts)
        case _:
            assert_never(spec)
