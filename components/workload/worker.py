"""Workloads that nobody calls."""

from dataclasses import dataclass

import pulumi

from components.workload.deployment import deploy
from components.workload.spec import WorkerSpec
from components.workload.wires import Wires


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerArgs:
    """A worker and what it is plugged into."""

    spec: WorkerSpec
    wires: Wires


class Worker(pulumi.ComponentResource):
    """Pods without a Service, with autoscaler, disruption budget and policy as asked for."""

    deployment_name: pulumi.Output[str]
    """Name of the Deployment, known once its pods are ready."""

    def __init__(
        self, name: str, args: WorkerArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:workload:Worker", name, None, opts)
        deployment = deploy(args.spec, args.wires, self)
        self.deployment_name = pulumi.Output.from_input(deployment.metadata["name"])
        self.register_outputs({"deployment_name": self.deployment_name})
