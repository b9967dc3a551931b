"""What a user may ask of a DNS zone."""

from typing import Annotated, Literal

from pydantic import Field

from components.fields import TextRule
from components.spec import HostName, Spec

HostedZoneId = Annotated[
    str,
    TextRule(
        rule="must be the id of a hosted zone of Route 53, such as Z0123456789ABCDEFGHIJ",
        pattern=r"Z[A-Z0-9]{1,31}",
        examples=("Z0123456789ABCDEFGHIJ",),
        longest=32,
    ),
]


class AwsZoneSpec(Spec):
    """A hosted zone of its own in Route 53; whoever sells the domain must be told its servers."""

    kind: Literal["aws"]
    domain: HostName
    """The domain that it answers for, and all names below it."""


class ExistingZoneSpec(Spec):
    """A hosted zone that somebody else made: records are added, the zone stays as it is."""

    kind: Literal["existing"]
    domain: HostName
    """The domain that it answers for."""
    zone_id: HostedZoneId
    """What Route 53 calls it."""


DnsZoneSpec = Annotated[AwsZoneSpec | ExistingZoneSpec, Field(discriminator="kind")]


def covers(domain: str, host: str) -> bool:
    """Say whether a zone of the domain answers for the host."""
    return host == domain or host.endswith(f".{domain}")
