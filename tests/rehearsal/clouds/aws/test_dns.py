"""What the simulated Route 53 and ACM refuse, as the real ones do."""

from pathlib import Path

import pytest

from engine.embedded.home import ClusterHome
from engine.standin.objects import RefusedError
from engine.standin.shape import JsonObject
from rehearsal.clouds.aws import cloud
from rehearsal.clouds.aws.dns import CERTIFICATE, RECORD, ZONE
from rehearsal.clouds.model import Live
from rehearsal.clouds.store import Store
from rehearsal.control_plane import ControlPlane
from rehearsal.controllers.load_balancers import LOAD_BALANCER


@pytest.fixture
def aws() -> Store:
    return cloud.simulated_aws(ControlPlane(ClusterHome("none", Path("none")), Path("none")))


def record(zone: str, name: str, kind: str = "CNAME") -> JsonObject:
    return {"zoneId": zone, "name": name, "type": kind, "records": ["there.example"], "ttl": 300}


def test_a_zone_goes_only_once_it_holds_no_records(aws: Store) -> None:
    zone = aws.create(ZONE, {"name": "example.org"})
    made = aws.create(RECORD, record(zone.id, "www.example.org"))
    with pytest.raises(RefusedError, match=rf"HostedZoneNotEmpty: {zone.id} is used by .*www\."):
        aws.delete(ZONE, zone.id)
    # Certificates for the zone itself name it too, and hold nothing.
    aws.create(CERTIFICATE, {"domainName": "example.org", "validationMethod": "DNS"})
    aws.delete(RECORD, made.id)
    aws.delete(ZONE, zone.id)
    assert aws.all(ZONE) == ()


@pytest.mark.parametrize("again", ["www.example.org", "WWW.Example.org."])
def test_a_record_that_is_there_is_made_by_nobody_else(aws: Store, again: str) -> None:
    zone = aws.create(ZONE, {"name": "example.org"}).id
    aws.create(RECORD, record(zone, "www.example.org"))
    with pytest.raises(RefusedError, match=r"www\.example\.org\.', type='CNAME'\] but it already"):
        aws.create(RECORD, record(zone, again))
    with pytest.raises(
        RefusedError, match=r"type A with DNS name www\.example\.org.*conflicts with"
    ):
        aws.create(RECORD, record(zone, again, "A"))
    aws.create(RECORD, record(aws.create(ZONE, {"name": "example.org"}).id, "www.example.org"))


@pytest.mark.parametrize("name", ["www.example.com", "badexample.org", "org"])
def test_a_record_lies_in_its_zone(aws: Store, name: str) -> None:
    zone = aws.create(ZONE, {"name": "example.org"}).id
    with pytest.raises(RefusedError, match=rf"{name}\. is not permitted in zone example.org\."):
        aws.create(RECORD, record(zone, name))


def test_the_zone_itself_has_no_other_name_but_may_have_an_address(aws: Store) -> None:
    zone = aws.create(ZONE, {"name": "example.org"}).id
    with pytest.raises(RefusedError, match=r"not permitted at apex in zone example\.org"):
        aws.create(RECORD, record(zone, "example.org"))
    aws.create(RECORD, record(zone, "example.org", "A"))
    aws.create(RECORD, record(zone, "example.org", "TXT"))


def test_nothing_is_known_of_a_zone_that_somebody_else_made(aws: Store) -> None:
    aws.create(RECORD, record("Z0THEIRS", "www.anything.example"))
    with pytest.raises(RefusedError, match="already exists"):
        aws.create(RECORD, record("Z0THEIRS", "www.anything.example"))


def test_a_certificate_stays_while_a_load_balancer_shows_it(aws: Store) -> None:
    made = aws.create(CERTIFICATE, {"domainName": "www.example.org", "validationMethod": "DNS"})
    balancer = Live(
        token=LOAD_BALANCER, id="balancer", inputs={"certificates": [made.id]}, outputs={}
    )
    aws.add(balancer)
    with pytest.raises(RefusedError, match=f"ResourceInUseException: {made.id} is used by"):
        aws.delete(CERTIFICATE, made.id)
    aws.take_away(balancer.token, balancer.id)
    aws.delete(CERTIFICATE, made.id)
    assert aws.all(CERTIFICATE) == ()


def test_certificates_of_one_name_are_proven_by_one_record(aws: Store) -> None:
    one, two, other = (
        aws.create(CERTIFICATE, {"domainName": name, "validationMethod": "DNS"})
        for name in ("www.example.org", "www.example.org", "api.example.org")
    )
    assert one.id != two.id
    assert one.outputs["domainValidationOptions"] == two.outputs["domainValidationOptions"]
    assert one.outputs["domainValidationOptions"] != other.outputs["domainValidationOptions"]
