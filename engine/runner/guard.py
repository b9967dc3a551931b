"""Which steps of a plan would take away what cannot be had back, whatever caused them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pulumi.automation.events import OpType

from engine.runner.changes import Change, Changes
from engine.runner.state import types_in

Loss = Literal["data", "cluster", "network"]
"""What goes with a resource."""

GUARDED: Final[Mapping[str, Loss]] = {
    "kubernetes:core/v1:PersistentVolumeClaim": "data",
    "kubernetes:core/v1:PersistentVolume": "data",
    "aws:rds/instance:Instance": "data",
    "aws:rds/cluster:Cluster": "data",
    "aws:rds/clusterInstance:ClusterInstance": "data",
    "aws:elasticache/replicationGroup:ReplicationGroup": "data",
    "aws:elasticache/serverlessCache:ServerlessCache": "data",
    "aws:s3/bucket:Bucket": "data",
    "aws:s3/bucketV2:BucketV2": "data",
    "aws:ecr/repository:Repository": "data",
    "aws:efs/fileSystem:FileSystem": "data",
    "aws:kms/key:Key": "data",
    "aws:secretsmanager/secret:Secret": "data",
    "aws:eks/cluster:Cluster": "cluster",
    "pulumi-python:dynamic/plinth:KwokCluster": "cluster",
    "aws:ec2/vpc:Vpc": "network",
    "aws:ec2/subnet:Subnet": "network",
}
_DELETIONS: Final = (OpType.DELETE, OpType.DELETE_REPLACED)
_REPLACEMENTS: Final = (OpType.REPLACE, OpType.CREATE_REPLACEMENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Threat:
    """A resource that would be deleted, or replaced by an empty one."""

    urn: str
    type: str
    name: str
    loss: Loss
    replaced: bool
    forced_by: tuple[str, ...]
    """The properties whose change asks for another one."""

    @property
    def kind(self) -> str:
        """Its type without the package."""
        return self.type.rpartition(":")[2]


def holds_guarded(state: Path) -> bool:
    """Say whether a state holds anything that could be lost."""
    return not types_in(state).isdisjoint(GUARDED)


def threats(changes: Changes, retained: Collection[str]) -> list[Threat]:
    """Return what a plan would take away; what stays where it is when let go of is no loss."""
    found: dict[str, Threat] = {}
    for change in _removals(changes):
        replaced = change.op != OpType.DELETE
        if change.urn in retained and not replaced:
            continue
        known = found.get(change.urn)
        found[change.urn] = Threat(
            urn=change.urn,
            type=change.type,
            name=change.name,
            loss=GUARDED[change.type],
            replaced=replaced,
            forced_by=change.forced_by or (known.forced_by if known is not None else ()),
        )
    return [found[urn] for urn in sorted(found)]


def _removals(changes: Changes) -> Iterator[Change]:
    for change in changes.done:
        if change.type in GUARDED and change.op in (*_DELETIONS, *_REPLACEMENTS):
            yield change
