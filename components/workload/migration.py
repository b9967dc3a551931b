"""What must succeed before a new version of a workload starts."""

from dataclasses import replace

import pulumi

from components.tenancy.traffic import outgoing
from components.workload.batch_manifests import migration_job_spec
from components.workload.ground import policy, template
from components.workload.lifecycle import MigrationSpec
from components.workload.once import run_once
from components.workload.shape import migration_shape
from components.workload.wires import Wires


def migrate(
    spec: MigrationSpec, wires: Wires, parent: pulumi.Resource, there: list[pulumi.Resource]
) -> pulumi.Resource:
    """Return the Job that migrates for the workload with these wires, made after what is `there`.

    Its pod may connect to what the workload's pods may connect to; nobody connects to it.
    """
    own = replace(wires, shape=migration_shape(wires.shape, spec), traffic=outgoing(wires.traffic))
    after = [*there, policy(own, parent), *wires.after]
    return run_once(
        own, migration_job_spec(spec, template(own)), parent, after, spec.deadline_seconds
    )
