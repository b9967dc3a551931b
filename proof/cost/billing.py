"""The rules by which clouds turn use into money; pure, each with its source."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

AWS_HOURS: Final = Decimal(730)
"""Of a month: the 8760 of a year by twelve, as AWS's own calculator has it.
https://docs.aws.amazon.com/pricing-calculator/latest/userguide/faqs.html"""
DAYS: Final = AWS_HOURS / 24
DIGITALOCEAN_HOURS: Final = Decimal(672)
"""The most that DigitalOcean bills of a month; an hour costs the 672nd part of a month.
https://docs.digitalocean.com/products/droplets/details/pricing/"""
SHORTEST_SECONDS: Final = Decimal(60)
LEAST_USD: Final = Decimal("0.01")
FREE_EGRESS_GB: Final = Decimal(100)
"""Of all that leaves an account of AWS for the internet in a month.
https://aws.amazon.com/ec2/pricing/on-demand/"""
ROTATIONS_BILLED: Final = 2
"""A key of KMS costs as much again for its first and its second rotation, and then no more.
https://aws.amazon.com/kms/pricing/"""
_SECONDS_AN_HOUR: Final = Decimal(3600)
_SMALL_CLASSES: Final = frozenset({"micro", "small", "medium", "large"})


def capped_hours(hours: Decimal) -> Decimal:
    """Return the hours of a month that DigitalOcean bills of a machine that ran so long.

    https://docs.digitalocean.com/products/droplets/details/pricing/
    """
    return min(hours, DIGITALOCEAN_HOURS)


def months(hours: Decimal) -> Decimal:
    """Return what share of its monthly price a machine of DigitalOcean costs after so many hours.

    https://docs.digitalocean.com/products/droplets/details/pricing/
    """
    return capped_hours(hours) / DIGITALOCEAN_HOURS


def pool_hours(nodes_by_hour: Iterable[int]) -> int:
    """Return the node hours billed of a DOKS pool: the dearest 672 hours of its month.

    A pool is capped as a pool: the hours in which it had most nodes are billed, the others are
    free. https://docs.digitalocean.com/products/kubernetes/details/pricing/
    """
    dearest = sorted(nodes_by_hour, reverse=True)
    return sum(dearest[: int(DIGITALOCEAN_HOURS)])


def by_the_second(monthly_usd: Decimal, seconds: Decimal) -> Decimal:
    """Return what a Droplet costs that ran so long: by the second since 2026-01-01.

    At least 60 seconds or 0.01 US dollars, whichever is more, and at most its monthly price.
    https://docs.digitalocean.com/products/droplets/details/pricing/
    """
    billed = max(seconds, SHORTEST_SECONDS) / _SECONDS_AN_HOUR
    return max(monthly_usd * months(billed), LEAST_USD)


def above_free(quantity: Decimal, free: Decimal) -> Decimal:
    """Return what is billed of something whose first part is free."""
    return max(quantity - free, Decimal(0))


def vcpus(instance_class: str) -> int:
    """Return the virtual CPUs of a class of RDS such as db.m7g.xlarge, by its size.

    Every family that the catalogue prices has 2 up to large, 4 as xlarge and 4 more for each
    number before it; the extended support of RDS is billed by them.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
    """
    size = instance_class.rpartition(".")[2]
    if size in _SMALL_CLASSES:
        return 2
    return 4 * int(size.removesuffix("xlarge") or 1)
