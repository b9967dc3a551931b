"""The layer of roles: one for each workload that is granted something in AWS."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import pulumi

from components.bucket.contract import Bucket
from components.cluster.spec import AwsClusterSpec
from components.database.contract import IamDatabase
from components.identity.grants import as_said, on_bucket, on_database, on_secrets
from components.identity.policy import Statement, document
from components.identity.spec import BucketAccess, GrantsSpec
from components.naming import dns_label
from components.workload.cloud_store import KeptStore
from stacks.grants import granted
from stacks.ground import CloudLayer, Ground
from stacks.placement import namespace_of
from stacks.settings import Store

_LONGEST = 64
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""
_Statements = pulumi.Output[Sequence[Statement]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """How a workload's pods come to their role; nothing for a workload that has none."""

    annotations: Mapping[str, pulumi.Output[str]] = field(
        default_factory=dict[str, pulumi.Output[str]]
    )
    """What the pods' service account must carry."""
    ready: Sequence[pulumi.Resource] = ()
    """There once pods get the role's credentials."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Granted:
    """What there is to be granted."""

    buckets: Mapping[str, Bucket]
    stores: Mapping[str, Store]


def role_name(platform: str, workload: str) -> str:
    """Return what AWS calls the role of a workload."""
    return dns_label(platform, workload, longest=_LONGEST)


def role_of(ground: Ground, name: str, there: Granted) -> Role:
    """Return the role of a workload, made if it is granted anything."""
    stack, cloud = ground.loaded.spec, ground.cloud
    workload = stack.workloads[name]
    grants = granted(stack, workload)
    if grants is None or cloud is None or not isinstance(stack.cluster, AwsClusterSpec):
        return Role()
    # Here and not above: a local run needs no cloud's library.
    from components.identity.pod_role import PodRole, PodRoleArgs

    args = PodRoleArgs(
        called=role_name(ground.loaded.identity.physical_name, name),
        namespace=namespace_of(stack, workload.namespace),
        service_account=name,
        policy=pulumi.Output.all(*_statements(cloud, grants, there)).apply(_whole),
        identity=stack.cluster.identity,
        cluster=cloud.cluster,
        account=cloud.account,
    )
    # Not its bare name: add-ons have roles too.
    made = PodRole(f"workload-{name}", args, cloud.opts)
    return Role(annotations=made.annotations, ready=(made.ready,))


def _statements(cloud: CloudLayer, grants: GrantsSpec, there: Granted) -> Iterator[_Statements]:
    account, region = cloud.account.id, cloud.account.region
    for name, access in sorted(grants.buckets.items()):
        yield _on_bucket(there.buckets[name], access, region)
    if grants.secrets:
        arns = chain.from_iterable(_arns(secret, there.stores) for secret in grants.secrets)
        yield pulumi.Output.all(*arns).apply(on_secrets)
    for name, user in sorted(grants.databases.items()):
        database = there.stores[f"database.{name}"]
        if not isinstance(database, IamDatabase):
            raise AssertionError("a database that knows no users of IAM passed the spec")
        yield _on_database(database.resource_ids, user, account, region)
    if grants.permissions:
        yield pulumi.Output.from_input([as_said(each) for each in grants.permissions])


def _on_bucket(bucket: Bucket, access: BucketAccess, region: str) -> _Statements:
    key = bucket.key_arn
    if key is None:
        return bucket.arn.apply(lambda arn: on_bucket(arn, access, None, region))
    return pulumi.Output.all(bucket.arn, key).apply(
        lambda known: on_bucket(known[0], access, known[1], region)
    )


def _on_database(
    machines: Sequence[pulumi.Output[str]], user: str, account: str, region: str
) -> _Statements:
    return pulumi.Output.all(*machines).apply(
        lambda known: on_database(known, user, account, region)
    )


def _arns(secret: str, stores: Mapping[str, Store]) -> Sequence[pulumi.Input[str]]:
    if secret.startswith("arn:"):
        return [secret]
    store = stores[secret]
    if not isinstance(store, KeptStore):
        raise AssertionError("a store that AWS keeps no secret of passed the spec")
    return store.kept.secret_arns


def _whole(parts: Sequence[Sequence[Statement]]) -> str:
    return document(*chain.from_iterable(parts))
