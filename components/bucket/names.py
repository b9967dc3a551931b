"""What buckets are called; pure."""

from typing import Final

from components.bucket.spec import BucketSpec
from components.naming import dns_label

_LONGEST: Final = 63


def bucket_name(name: str, spec: BucketSpec, platform: str, account: str) -> str:
    """Return what the bucket is called in the world, in which all names of buckets are one space.

    The account's number is nobody else's.
    """
    if spec.bucket is not None:
        return spec.bucket
    room = _LONGEST - len("-") - len(account)
    return f"{dns_label(platform, name, longest=room)}-{account}"
