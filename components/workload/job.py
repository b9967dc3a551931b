"""Workloads that run once."""

from dataclasses import dataclass

import pulumi

from components.workload.batch_manifests import job_spec
from components.workload.ground import ground, template
from components.workload.once import run_once
from components.workload.spec import JobSpec
from components.workload.wires import Wires


@dataclass(frozen=True, kw_only=True, slots=True)
class JobArgs:
    """A workload that runs once, and what it is plugged into."""

    spec: JobSpec
    wires: Wires


class Job(pulumi.ComponentResource):
    """A Job with its account and policy; it is made anew, and so runs again, when it changes."""

    job_name: pulumi.Output[str]
    """Name of the Job, known once it has succeeded."""

    def __init__(
        self, name: str, args: JobArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:workload:Job", name, None, opts)
        wires = args.wires
        job = run_once(
            wires,
            job_spec(args.spec, template(wires)),
            self,
            [*ground(wires, self), *wires.after],
            args.spec.deadline_seconds,
        )
        self.job_name = pulumi.Output.from_input(job.metadata["name"])
        self.register_outputs({"job_name": self.job_name})
