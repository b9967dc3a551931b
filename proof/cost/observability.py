"""What logs cost that AWS keeps."""

from collections.abc import Iterator

from components.cache.elasticache_spec import ElastiCacheSpec
from components.cluster.spec import EksSpec
from components.database.rds_spec import RdsSpec
from components.network.spec import AwsNetworkSpec, CloudWatchFlowLogsSpec
from proof.cost.basis import Basis
from proof.cost.line import Item


def lines(basis: Basis) -> Iterator[Item]:
    """Yield what CloudWatch takes in and keeps, where anything writes to it.

    https://aws.amazon.com/cloudwatch/pricing/
    """
    stack = basis.stack
    network = stack.network
    writes = (
        isinstance(stack.cluster, EksSpec)
        or (
            isinstance(network, AwsNetworkSpec)
            and isinstance(network.flow_logs, CloudWatchFlowLogsSpec)
        )
        or any(isinstance(each, RdsSpec) for each in stack.databases.values())
        or any(isinstance(each, ElastiCacheSpec) for each in stack.caches.values())
    )
    if writes:
        what = "logs taken in by CloudWatch"
        yield basis.metered("observability", what, "cloudwatch.logs.ingest", "gb", "log_gb")
        what, sku = "logs kept by CloudWatch", "cloudwatch.logs.storage"
        yield basis.metered("observability", what, sku, "gb_month", "log_kept_gb")
