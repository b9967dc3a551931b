"""Where clouds are."""

from typing import Final

from catalog.read import Table
from catalog.rows import AwsRegion

AWS_REGIONS: Final = Table(AwsRegion, "aws_regions.csv")


def aws_region(region: str) -> AwsRegion:
    """Return the region of AWS; raises UnknownKey."""
    return AWS_REGIONS.get(region)
