"""What workloads are granted in AWS: what of it cannot be, and what traffic it needs; pure."""

from collections.abc import Iterator
from typing import Final

from components.bucket import connection as bucket_connection
from components.cluster.spec import AwsClusterSpec
from components.database.rds_spec import RdsSpec
from components.identity.spec import GrantsSpec
from components.network.spec import AwsNetworkSpec
from components.refusal import Refusal
from components.tenancy.traffic import Host, Range
from components.workload.pods import EnvVar
from components.workload.spec import WorkloadSpec
from stacks.parts import StackParts
from stacks.placement import Place, kept_stores, namespace_of
from stacks.references import no_such
from stacks.subnet_ranges import subnet_ranges

AGENT: Final = Range(cidr="169.254.170.23/32", port=80)
"""Where a pod gets its credentials: the agent of EKS Pod Identity on its own node.
https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html"""
_HTTPS: Final = 443


def granted(stack: StackParts, workload: WorkloadSpec) -> GrantsSpec | None:
    """Return what a workload is granted, where there is somebody to grant it."""
    return workload.cloud if isinstance(stack.cluster, AwsClusterSpec) else None


def granted_hosts(stack: StackParts, workload: WorkloadSpec) -> tuple[Host, ...]:
    """Return the services of AWS that the pods call to use what they are granted."""
    grants, account = granted(stack, workload), stack.account
    if grants is None or account is None:
        return ()
    services = sorted(_services(stack, grants))
    return tuple(
        Host(name=f"{service}.{account.region}.amazonaws.com", port=_HTTPS) for service in services
    )


def granted_ranges(stack: StackParts, workload: WorkloadSpec) -> tuple[Range, ...]:
    """Return the private addresses that the pods call for the same, their agent's among them."""
    grants = granted(stack, workload)
    if grants is None:
        return ()
    inside = tuple(Range(cidr=cidr, port=_HTTPS) for cidr in _endpoints(stack, grants))
    return (AGENT, *inside) if _identity(stack) == "pod_identity" else inside


def bucket_links(stack: StackParts, workload: WorkloadSpec) -> tuple[EnvVar, ...]:
    """Return the variables by which the pods find the buckets that they are granted."""
    grants = granted(stack, workload)
    named = grants.buckets if grants is not None else ()
    return tuple(link for bucket in named for link in bucket_connection.links(bucket))


def bucket_places(stack: StackParts) -> dict[Place, str]:
    """Return the ConfigMaps that tell where buckets are, each with the bucket.

    There is one in every namespace of a workload that is granted the bucket.
    """
    places = {
        Place(
            namespace_of(stack, workload.namespace), bucket_connection.object_name(bucket)
        ): bucket
        for workload in stack.workloads.values()
        if (grants := granted(stack, workload)) is not None
        for bucket in grants.buckets
    }
    return dict(sorted(places.items()))


def grant_refusals(stack: StackParts) -> Iterator[Refusal]:
    """Yield grants of what is not there, or of what nobody can grant."""
    for name, workload in stack.workloads.items():
        if workload.cloud is None:
            continue
        found = [
            *_databases(stack, workload, workload.cloud),
            *_secrets(stack, workload.cloud),
            *_buckets(stack, workload.cloud),
        ]
        yield from (
            Refusal(("workloads", name, "cloud", *each.path), each.message) for each in found
        )
    for config in sorted({place.name for place in bucket_places(stack)} & stack.configs.keys()):
        message = "the name is that of a ConfigMap which tells where a bucket is; choose another"
        yield Refusal(("configs", config), message)


def _identity(stack: StackParts) -> str | None:
    return stack.cluster.identity if isinstance(stack.cluster, AwsClusterSpec) else None


def _services(stack: StackParts, grants: GrantsSpec) -> Iterator[str]:
    if _identity(stack) == "irsa":
        yield "sts"
    if grants.buckets:
        yield "s3"
    if grants.secrets:
        yield "secretsmanager"
    if grants.permissions:
        # Services are not always called as their actions begin.
        yield "*"


def _endpoints(stack: StackParts, grants: GrantsSpec) -> tuple[str, ...]:
    """Return where the services answer inside the network, if any of them may do so."""
    network, services = stack.network, set(_services(stack, grants))
    if isinstance(network, AwsNetworkSpec):
        inside = set(network.interface_endpoints)
        met = inside if "*" in services else inside & services
        return subnet_ranges(stack, "private") if met else ()
    # Nobody says whether a network of somebody else has any.
    return subnet_ranges(stack, "private") if services else ()


def _buckets(stack: StackParts, grants: GrantsSpec) -> Iterator[Refusal]:
    # Where there is no account there are no buckets, whatever workloads do elsewhere.
    if stack.account is None:
        return
    for bucket in grants.buckets:
        if bucket not in stack.buckets:
            yield Refusal(("buckets", bucket), no_such("bucket", bucket, stack.buckets))


def _databases(stack: StackParts, workload: WorkloadSpec, grants: GrantsSpec) -> Iterator[Refusal]:
    for name in grants.databases:
        at = ("databases", name)
        if name not in stack.databases:
            yield Refusal(at, no_such("database", name, stack.databases))
            continue
        if f"database.{name}" not in workload.calls:
            message = f"needs the way there: add database.{name} to calls"
            yield Refusal(at, message)
        database = stack.databases[name]
        if stack.account is not None and not isinstance(database, RdsSpec):
            message = (
                f"is of kind {database.kind}, of which plinth knows no users of IAM; leave it out,"
                " and log in by the password that calls gives"
            )
            yield Refusal(at, message)


def _secrets(stack: StackParts, grants: GrantsSpec) -> Iterator[Refusal]:
    kept = kept_stores(stack)
    for position, secret in enumerate(grants.secrets):
        at, (kind, _, name) = ("secrets", position), secret.partition(".")
        if kind not in ("database", "cache"):
            continue
        members = stack.databases if kind == "database" else stack.caches
        if name not in members:
            yield Refusal(at, no_such(kind, name, members))
        elif stack.account is not None and secret not in kept:
            message = (
                f"{secret} is pods of this cluster, and its connection no secret of AWS; leave it"
                " out, for calls gives the connection"
            )
            yield Refusal(at, message)
