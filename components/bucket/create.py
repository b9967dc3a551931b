"""The one place that looks at the kind of bucket."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import pulumi

from components.account.contract import Account
from components.bucket.contract import Bucket
from components.bucket.spec import BucketSpec, S3BucketSpec
from components.routing.spec import Audience


@dataclass(frozen=True, kw_only=True, slots=True)
class BucketWires:
    """What a bucket is plugged into."""

    platform: str
    """What the platform is called in the cloud."""
    account: Account
    logs_to: Bucket | None
    """Where the log of its requests goes."""
    logged_from: Sequence[str]
    """What the buckets are called whose logs go here."""
    balancers: Sequence[Audience]
    """Whose load balancers' logs go here."""


def create_bucket(
    name: str, spec: BucketSpec, wires: BucketWires, opts: pulumi.ResourceOptions | None = None
) -> Bucket:
    """Return the bucket that the spec asks for."""
    match spec:
        case S3BucketSpec():
            # Here and not above: a local run needs no cloud's library.
            from components.bucket.s3 import S3Bucket, S3BucketArgs

            args = S3BucketArgs(
                spec=spec,
                platform=wires.platform,
                account=wires.account,
                logs_to=wires.logs_to,
                logged_from=wires.logged_from,
                balancers=wires.balancers,
            )
            return S3Bucket(name, args, opts)
        case _:
            assert_never(spec)
