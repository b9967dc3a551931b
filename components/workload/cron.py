"""Workloads that run at times."""

from dataclasses import dataclass

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.workload.batch_manifests import cron_job_spec
from components.workload.ground import ground, template
from components.workload.spec import CronSpec
from components.workload.wires import Wires


@dataclass(frozen=True, kw_only=True, slots=True)
class CronArgs:
    """A workload that runs at times, and what it is plugged into."""

    spec: CronSpec
    wires: Wires


class Cron(pulumi.ComponentResource):
    """A CronJob with its account and policy."""

    cron_job_name: pulumi.Output[str]
    """Name of the CronJob."""

    def __init__(
        self, name: str, args: CronArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:workload:Cron", name, None, opts)
        wires = args.wires
        cron_job = k8s.batch.v1.CronJob(
            name,
            metadata=metadata(name, wires.namespace, wires.labels),
            spec=cron_job_spec(args.spec, template(wires)),
            opts=pulumi.ResourceOptions(
                parent=self, depends_on=[*ground(wires, self), *wires.after]
            ),
        )
        self.cron_job_name = pulumi.Output.from_input(cron_job.metadata["name"])
        self.register_outputs({"cron_job_name": self.cron_job_name})
