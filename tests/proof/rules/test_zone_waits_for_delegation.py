from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.components.dns.test_zone import BROUGHT, OWN, THEIRS, webs
from tests.proof.kit import finds

_RULE = "zone-waits-for-delegation"


def test_it_finds_a_certificate_in_a_zone_that_is_made_along_with_it(tmp_path: Path) -> None:
    routes = webs(shop="host: shop.example.org", blog="host: blog.example.org")
    assert finds(tmp_path, _RULE, OWN + routes, BASE) == [
        (
            "dns_zones.main: the first up waits for the certificate of blog.example.org,"
            " shop.example.org until whoever owns the domain above example.org names this"
            " zone's servers"
        )
    ]


def test_it_passes_a_zone_that_is_asked_already_or_proves_nothing(tmp_path: Path) -> None:
    brought = webs(shop=f'host: shop.example.org, certificate_arn: "{BROUGHT}"')
    assert finds(tmp_path, _RULE, THEIRS + webs(shop="host: shop.example.org"), BASE) == []
    assert finds(tmp_path, _RULE, OWN + brought, BASE) == []
    assert finds(tmp_path, _RULE, OWN, BASE) == []
