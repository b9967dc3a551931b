"""What an account and a network ask for that there is not; pure."""

from collections.abc import Iterator

from catalog.read import UnknownKey
from catalog.regions import aws_region
from catalog.rows import AwsRegion
from components.account.spec import AccountSpec
from components.network.spec import NetworkSpec
from components.refusal import Refusal
from components.volume.spec import EfsVolumeSpec
from stacks.parts import StackParts
from stacks.placement import kept_stores

_PLACE = "catalog/data/aws_regions.csv"
_LONGEST_KEY = 128
"""Of a tag; its value may have 256, which no label's has.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"""
_MOST_TAGS = 40
"""AWS takes 50 on a resource; the rest is for those that name and find it."""


def cloud_clashes(stack: StackParts) -> Iterator[Refusal]:
    """Yield what cannot be built of the account and the network."""
    if stack.account is None:
        yield from _stores_elsewhere(stack)
        return
    yield from _role(stack.account)
    yield from _budget(stack.account, stack)
    yield from _tags(stack)
    try:
        region = aws_region(stack.account.region)
    except UnknownKey as unknown:
        near = f"; did you mean {' or '.join(unknown.near)}?" if unknown.near else ""
        message = f"{stack.account.region} is in no row of {_PLACE}{near}"
        yield Refusal(("account", "region"), f"{message}; add one with its zones and their source")
        return
    if stack.network is not None:
        yield from _zones(stack.network, region)


def _role(account: AccountSpec) -> Iterator[Refusal]:
    """Yield a role by which plinth would come into another account, which it then refuses."""
    if account.role is None:
        return
    _, _, _, _, owner, _ = account.role.split(":", 5)
    if owner != account.id:
        message = f"is of account {owner}, and account.id is {account.id}; name a role of that one"
        yield Refusal(("account", "role"), message)


def _budget(account: AccountSpec, stack: StackParts) -> Iterator[Refusal]:
    if account.budget is not None and stack.objectives.monthly_usd is None:
        message = "missing; account.budget tells people when a month costs more than this"
        yield Refusal(("objectives", "monthly_usd"), message)


def _zones(network: NetworkSpec, region: AwsRegion) -> Iterator[Refusal]:
    for at, zone in enumerate(network.zones):
        if zone not in region.zones:
            field = ("zones", at) if network.kind == "aws" else ("private_subnets", zone)
            there = ", ".join(region.zones)
            message = f"{region.region} has no zone {zone}; it has {there}"
            yield Refusal(("network", *field), message)
    if len(network.zones) > region.zone_count:
        field = "zones" if network.kind == "aws" else "private_subnets"
        message = (
            f"must be at most {region.zone_count} in {region.region}, got {len(network.zones)}: an"
            " account sees no more there; name fewer, or move to another region (account.region)"
        )
        yield Refusal(("network", field), message)


def _tags(stack: StackParts) -> Iterator[Refusal]:
    """Yield labels that AWS takes for no tag, as which all of them are put on its resources."""
    if len(stack.labels) > _MOST_TAGS:
        message = f"must be at most {_MOST_TAGS}, got {len(stack.labels)}: they are tags in AWS"
        yield Refusal(("labels",), message)
    for key in stack.labels:
        if len(key) > _LONGEST_KEY:
            message = f"must have at most {_LONGEST_KEY} characters, for it is a tag in AWS"
            yield Refusal(("labels", key), f"{message}; it has {len(key)}")


def _stores_elsewhere(stack: StackParts) -> Iterator[Refusal]:
    for member in sorted(kept_stores(stack)):
        kind, _, name = member.partition(".")
        message = "is for stacks with an account; on this cluster a store is in_cluster"
        yield Refusal((f"{kind}s", name, "kind"), message)
    for name, volume in stack.volumes.items():
        if isinstance(volume, EfsVolumeSpec):
            message = "is for stacks with an account; on this cluster a volume is a claim"
            yield Refusal(("volumes", name, "kind"), message)
    for group in ("buckets", "registries"):
        if getattr(stack, group):
            yield Refusal((group,), "are for stacks with an account; leave them out")
