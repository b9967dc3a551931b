"""The pods of a stack as the scheduler sees them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from catalog.charts import eks_addon
from catalog.rows import Confidence
from components.addons.charts import chart_of
from components.addons.parts import parts
from components.addons.spec import AddonName
from components.cluster.common import POOL_LABEL
from components.cluster.spec import EksSpec
from components.volume.spec import ClaimVolumeSpec
from components.workload.pods import ClaimVolume, PodShape
from proof.fit.ground import Basis, amounts, sure
from proof.fit.model import Amounts, Pods, Topology
from proof.levels import Headcount, Level
from proof.sums import pod
from stacks.addons import addons_to_make
from stacks.placement import in_cluster_stores
from stacks.spec import StackSpec

Moment = Literal[Level, "rollout"]
"""rollout: what runs all the time, as expected, and beside that what new versions of all workloads
need at once; runs that end give back their room, so that no rollout waits for ever on them."""
_MIB: Final = 2**20
_ORDER: Final = ("system", "addon", "database", "cache", "workload")
"""How the parts of a stack come: what carries the others is there first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crew:
    """The pods of one part, without their number."""

    pods: Pods
    headcount: Headcount
    confidence: Confidence
    """How sure anybody is of what they ask for; confirmed where the stack says it."""

    def at(self, moment: Moment) -> int:
        """Return how many there are."""
        if moment == "rollout":
            always = self.headcount.runs == "always"
            return self.headcount.pods["expected"] + self.headcount.ahead if always else 0
        return self.headcount.pods[moment]


def crews(
    stack: StackSpec, shapes: Mapping[str, PodShape], counted: tuple[Headcount, ...]
) -> tuple[Crew, ...]:
    """Return the pods of all parts, those that carry others first."""
    made = {
        **{member: _shaped(stack, member, shape) for member, shape in shapes.items()},
        **dict(_footprints(stack)),
    }
    found = [
        Crew(pods=made[each.member][0], confidence=made[each.member][1], headcount=each)
        for each in counted
    ]
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.pods.name.partition(".")[0])))


def _shaped(stack: StackSpec, member: str, shape: PodShape) -> tuple[Pods, Confidence]:
    asked = pod(shape.resources, stack.namespaces[shape.namespace].container_defaults)
    cpu, memory = asked.get("requests.cpu", Decimal(0)), asked.get("requests.memory", Decimal(0))
    wishes: tuple[tuple[Topology, str], ...] = (
        ("node", shape.spread.nodes),
        ("zone", shape.spread.zones),
    )
    made = Pods(
        name=member,
        count=0,
        requests=Amounts(math.ceil(cpu * 1000), math.ceil(memory)),
        selector=shape.node_selector,
        tolerations=shape.tolerations,
        apart=frozenset(topology for topology, wish in wishes if wish == "require"),
        tied="to_a_zone" if _has_disk(stack, member, shape) else "nowhere",
    )
    return made, "confirmed"


def _has_disk(stack: StackSpec, member: str, shape: PodShape) -> bool:
    """Say whether a disk of a zone of AWS holds the pods; no other cluster has such disks."""
    claims = [volume.claim for volume in shape.volumes if isinstance(volume, ClaimVolume)]
    if not isinstance(stack.cluster, EksSpec) or not claims:
        return False
    if member in in_cluster_stores(stack):
        return True
    return any(isinstance(stack.volumes.get(claim), ClaimVolumeSpec) for claim in claims)


def _footprints(stack: StackSpec) -> Iterator[tuple[str, tuple[Pods, Confidence]]]:
    """Yield the pods that charts and the cluster bring; those of a chart stand on its pool."""
    for name, spec in addons_to_make(stack).items():
        rows = chart_of(name).pods
        known: Mapping[str, Confidence] = {each.component: each.confidence for each in rows}
        for part in parts(chart_of(name), spec, pools=stack.cluster.node_pools).values():
            # What somebody has set in the stack is no recollection.
            sure = part.name in _set_by_stack(stack, name)
            confidence: Confidence = "confirmed" if sure else known[part.name]
            member = f"addon.{name}.{part.name}"
            made = Pods(
                name=member,
                count=0,
                requests=amounts(part.resources.requests),
                selector={POOL_LABEL: part.node_pool} if part.node_pool is not None else {},
                tolerations=part.taints,
            )
            yield member, (made, confidence)
    if isinstance(stack.cluster, EksSpec):
        yield from _system()


def _set_by_stack(stack: StackSpec, name: AddonName) -> frozenset[str]:
    """Return the parts of an add-on whose cpu and memory the stack sets itself."""
    asked = addons_to_make(stack)[name].resources
    return frozenset(
        part for part, each in asked.items() if each.requests.cpu and each.requests.memory
    )


def _system() -> Iterator[tuple[str, tuple[Pods, Confidence]]]:
    for name in ("coredns", "aws-ebs-csi-driver", "aws-efs-csi-driver"):
        for each in eks_addon(name).pods:
            member = f"system.{name}.{each.component}"
            asked = Amounts(each.requests.cpu_m, each.requests.memory_mib * _MIB)
            yield member, (Pods(name=member, count=0, requests=asked), each.confidence)


def present(found: Sequence[Crew], moment: Moment, basis: Basis = "planned") -> list[Pods]:
    """Return the pods of a moment, with what they ask for on that basis."""
    return [
        replace(
            each.pods,
            count=each.at(moment),
            requests=sure(each.pods.requests, each.confidence, basis),
        )
        for each in found
    ]
