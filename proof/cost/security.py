"""What encryption keys and secrets of AWS cost."""

from collections.abc import Iterator, Mapping

from components.account.spec import OwnTrailSpec
from components.cache.elasticache_spec import ElastiCacheSpec
from components.cluster.spec import EksSpec
from components.database.rds_spec import RdsSpec
from components.network.spec import AwsNetworkSpec, CloudWatchFlowLogsSpec
from components.registry.spec import EcrRepositorySpec
from components.volume.spec import EfsVolumeSpec
from proof.cost.basis import Basis
from proof.cost.billing import ROTATIONS_BILLED
from proof.cost.line import Item, always, rising
from stacks.file import KeyPath
from stacks.spec import StackSpec


def lines(basis: Basis) -> Iterator[Item]:
    """Yield keys and secrets, each by the month, and requests to them.

    Keys are renewed every year: after two years each costs three times as much, which is the most.
    """
    keys, secrets = encryption_keys(basis.stack), kept_secrets(basis.stack)
    for path, count in keys.items():
        what = f"{count} encryption key{'' if count == 1 else 's'} of {_of(path)}"
        months = rising(count, count, count * (1 + ROTATIONS_BILLED))
        yield basis.line("security", what, path, "kms.key", "month", months)
    for path, count in secrets.items():
        what = f"{count} secret{'' if count == 1 else 's'} of {_of(path)}"
        sku = "secrets_manager.secret"
        yield basis.line("security", what, path, sku, "month", always(count))
    if keys:
        what = "requests to keys"
        yield basis.metered("security", what, "kms.requests", "million", "key_request_millions")
    if secrets:
        what, sku = "requests to secrets", "secrets_manager.api_calls"
        yield basis.metered("security", what, sku, "million", "secret_request_millions")


def encryption_keys(stack: StackSpec) -> Mapping[KeyPath, int]:
    """Return how many keys of KMS each part of a stack has."""
    found: dict[KeyPath, int] = {}
    if isinstance(stack.cluster, EksSpec):
        found["cluster",] = 2  # of Secrets and of logs
    if isinstance(stack.network, AwsNetworkSpec) and isinstance(
        stack.network.flow_logs, CloudWatchFlowLogsSpec
    ):
        found["network", "flow_logs"] = 1
    if stack.account is not None and isinstance(stack.account.trail, OwnTrailSpec):
        found["account", "trail"] = 1
    for name, database in stack.databases.items():
        if isinstance(database, RdsSpec):
            # Of its data, and of the logs of each of its machines.
            found["databases", name] = 2 + database.read_replicas
    for name, cache in stack.caches.items():
        if isinstance(cache, ElastiCacheSpec):
            found["caches", name] = 2
    for name, bucket in stack.buckets.items():
        if bucket.encryption == "own_key":
            found["buckets", name, "encryption"] = 1
    for name, registry in stack.registries.items():
        if isinstance(registry, EcrRepositorySpec):
            found["registries", name] = 1
    for name, volume in stack.volumes.items():
        if isinstance(volume, EfsVolumeSpec):
            found["volumes", name] = 1
    return found


def kept_secrets(stack: StackSpec) -> Mapping[KeyPath, int]:
    """Return how many secrets of Secrets Manager each store of a stack has."""
    found: dict[KeyPath, int] = {}
    for name, database in stack.databases.items():
        if isinstance(database, RdsSpec):
            found["databases", name] = 2  # the password, which AWS keeps, and how to get there
    for name, cache in stack.caches.items():
        if isinstance(cache, ElastiCacheSpec):
            found["caches", name] = 1
    return found


def _of(path: KeyPath) -> str:
    return " ".join(str(part) for part in path if part != "encryption")
