"""Jobs: what runs to its end, once for each version of itself."""

from collections.abc import Sequence
from typing import Final

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.workload.wires import Wires

_TRIED_AGAIN: Final = {"pulumi.com/replaceUnready": "true"}
"""A Job that failed is made anew by the next run; otherwise it would be waited for in vain."""
_SECONDS_TO_SETTLE: Final = 60
"""What the Job's controller needs after the deadline to call the Job failed."""


def run_once(
    wires: Wires,
    spec: k8s.batch.v1.JobSpecArgsDict,
    parent: pulumi.Resource,
    after: Sequence[pulumi.Resource],
    deadline_seconds: int | None,
) -> k8s.batch.v1.Job:
    """Return the Job of the shape's pods, made; the engine waits for its success.

    It waits until the deadline; without one as long as the engine ever does, which is 10 minutes.
    """
    name = wires.shape.name
    return k8s.batch.v1.Job(
        name,
        metadata=metadata(name, wires.namespace, wires.labels, _TRIED_AGAIN),
        spec=spec,
        opts=pulumi.ResourceOptions(
            parent=parent,
            depends_on=after,
            # A Job cannot change, and its name is taken until it is gone.
            delete_before_replace=True,
            custom_timeouts=_patience(deadline_seconds, wires.shape.grace_seconds),
        ),
    )


def _patience(deadline_seconds: int | None, grace_seconds: int) -> pulumi.CustomTimeouts | None:
    if deadline_seconds is None:
        return None
    longest = f"{deadline_seconds + grace_seconds + _SECONDS_TO_SETTLE}s"
    return pulumi.CustomTimeouts(create=longest, update=longest)
