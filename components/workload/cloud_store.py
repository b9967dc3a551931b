"""What stores of a cloud are plugged into, and what callers may know of them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pulumi

from components.account.contract import Account
from components.naming import dns_label, dns_label_of
from components.spec import DeletionPolicy, LastSnapshot

if TYPE_CHECKING:
    from components.secret.kept import KeptConnection
    from components.workload.store import StoreWires

_LONGEST = 40
"""Of a replication group of ElastiCache; RDS takes 63, with what replicas have more.
https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html"""


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudStoreWires:
    """What a store of a cloud is plugged into."""

    platform: str
    """What the platform is called in the cloud."""
    account: Account
    vpc_id: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]
    cluster_group_id: pulumi.Input[str]
    """The security group of nodes and pods, which alone may come in."""

    def physical_name(self, name: str) -> str:
        """Return what the cloud calls the store."""
        return store_name(self.platform, name)

    def secret_name(self, name: str) -> str:
        """Return what Secrets Manager calls what is known of the store."""
        return f"plinth/{self.platform}/{name}"

    @staticmethod
    def assumed_by(service: str) -> str:
        """Return the policy that lets a service of the cloud take a role."""
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sts:AssumeRole",
        }
        return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, sort_keys=True)


def store_name(platform: str, name: str) -> str:
    """Return what a cloud calls a store: a letter first, and never two hyphens in a row.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints
    """
    made = dns_label_of(f"{platform}-{name}")
    return dns_label(made if made[0].isalpha() else f"p-{made}", longest=_LONGEST)


def key_deletion(deletion: DeletionPolicy, last_snapshot: LastSnapshot) -> DeletionPolicy:
    """Return what becomes of a store's key: a snapshot that stays cannot be read without it."""
    return "retain" if deletion == "delete" and last_snapshot == "kept" else deletion


@runtime_checkable
class KeptStore(Protocol):
    """A store of a cloud that workloads can call."""

    @property
    def kept(self) -> "KeptConnection":
        """Where the cloud keeps what callers need."""
        ...

    @property
    def digest(self) -> pulumi.Output[str]:
        """Changes with the connection and is no secret."""
        ...

    @property
    def ready(self) -> pulumi.Resource:
        """The resource that is there once the store answers."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """Where a store can be made: in a namespace of the cluster, or in the cloud around it."""

    namespace: Callable[[], str]
    in_cluster: "Callable[[], StoreWires]"
    cloud: CloudStoreWires | None
    """None for a cluster that lies in no cloud."""

    def in_cloud(self) -> CloudStoreWires:
        """Return what a store of a cloud is plugged into; a stack without one was refused."""
        if self.cloud is None:
            raise AssertionError("a store of a cloud on a cluster outside of it passed the spec")
        return self.cloud
