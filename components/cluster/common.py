"""What clusters of every kind have in common."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from components.refusal import Refusal
from components.spec import LabelKey, LabelValue, Spec

POOL_LABEL: Final = "plinth.dev/pool"
"""The node label that carries the name of the node's pool."""

Lifetime = Literal["of_the_stack", "of_its_own"]
"""Whether a cluster goes when its stack is destroyed, and every volume in it with it."""
LoadBalancers = Literal["none", "provided"]
ResourceMetrics = Literal["none", "served"]
"""Whether the cluster tells autoscalers how much cpu and memory its pods use."""
NetworkPolicies = Literal["unknown", "enforced", "ignored"]
"""Whether the cluster's network holds traffic to the policies, or nobody has said."""
SharedFiles = Literal["none", "efs"]
"""Whether volumes of the stack are file systems of AWS, for which nodes need a driver."""
PullPolicy = Literal["Always", "IfNotPresent", "Never"]
"""When nodes fetch an image."""
HostPaths = Literal["none", "kept", "any"]
"""Whether volumes may be folders of the nodes: not at all, only those that are never deleted, or
any."""


class TaintSpec(Spec):
    """Keeps pods off the nodes of a pool unless they tolerate it."""

    key: LabelKey
    """What the taint is about, such as team."""
    value: LabelValue = ""
    """What pods must tolerate of that key; empty is a value too."""
    effect: Literal["NoSchedule", "PreferNoSchedule", "NoExecute"] = "NoSchedule"
    """Keep new pods off, only if there is room elsewhere, or drive running ones away as well."""


def marks_refused(labels: Mapping[str, str], taints: Sequence[TaintSpec]) -> list[Refusal]:
    """Return what of a pool's labels and taints no node can carry."""
    return [*_own_label(labels), *_taints_taken_twice(taints)]


def _own_label(labels: Mapping[str, str]) -> Iterator[Refusal]:
    if POOL_LABEL in labels:
        message = "is set by plinth to the pool's name; choose another key"
        yield Refusal(("labels", POOL_LABEL), message)


def _taints_taken_twice(taints: Sequence[TaintSpec]) -> Iterator[Refusal]:
    about = [(taint.key, taint.effect) for taint in taints]
    for position, (key, effect) in enumerate(about):
        if (key, effect) in about[:position]:
            message = f"{key} has the effect {effect} already; a node takes a pair only once"
            yield Refusal(("taints", position), message)
