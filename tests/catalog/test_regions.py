"""Where clouds are: what is known of one region is known of each."""

import pytest

from catalog.read import UnknownKey
from catalog.regions import AWS_BALANCER_ZONES, AWS_REGIONS, balancer_zone


def test_every_region_has_a_zone_of_load_balancers_that_no_other_has() -> None:
    assert {row.key for row in AWS_BALANCER_ZONES.rows} == {row.key for row in AWS_REGIONS.rows}
    assert len({row.zone_id for row in AWS_BALANCER_ZONES.rows}) == len(AWS_BALANCER_ZONES.rows)


def test_a_region_that_is_not_there_is_an_error_that_names_near_ones() -> None:
    assert balancer_zone("eu-west-1") == "Z32O12XQLNTSW2"
    with pytest.raises(UnknownKey, match="did you mean eu-west-1"):
        balancer_zone("eu-west-11")
