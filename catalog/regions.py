"""Where clouds are."""

from typing import Final

from catalog.read import Table
from catalog.rows import AwsBalancerZone, AwsRegion

AWS_REGIONS: Final = Table(AwsRegion, "aws_regions.csv")
AWS_BALANCER_ZONES: Final = Table(AwsBalancerZone, "aws_load_balancer_zones.csv")


def aws_region(region: str) -> AwsRegion:
    """Return the region of AWS; raises UnknownKey."""
    return AWS_REGIONS.get(region)


def balancer_zone(region: str) -> str:
    """Return the id of the zone of a region's application load balancers; raises UnknownKey."""
    return AWS_BALANCER_ZONES.get(region).zone_id
