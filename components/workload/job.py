"""Workloads that run once."""

from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.workload.batch_manifests import job_spec
from components.workload.deployment import Wires, ground, template
from components.workload.spec import JobSpec


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
        job = k8s.batch.v1.Job(
            name,
            metadata=metadata(name, wires.namespace, wires.labels),
            spec=job_spec(args.spec, template(wires)),
            opts=pulumi.ResourceOptions(
                parent=self,
                depends_on=[*ground(wires, self), *wires.after],
                # A Job cannot change, and its name is taken until it is gone.
                delete_before_replace=True,
            ),
        )
        self.job_name = pulumi.Output.from_input(job.metadata["name"])
        self.register_outputs({"job_name": self.job_name})
