from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.components.dns.test_zone import OWN, webs
from tests.proof.kit import finds

_RULE = "plain-route-behind-redirect"
SHOP = "host: shop.example.org"


def test_it_finds_a_plain_route_beside_one_with_a_certificate(tmp_path: Path) -> None:
    routes = webs(shop=SHOP, blog="host: blog.example.com")
    assert finds(tmp_path, _RULE, OWN + routes, BASE) == [
        (
            "workloads.blog.expose.host: blog.example.com has no certificate, and shares a load"
            " balancer with workloads.shop, which has one: plain requests are all sent on to HTTPS"
        )
    ]


def test_it_passes_plain_routes_among_themselves(tmp_path: Path) -> None:
    apart = webs(shop=SHOP, blog="host: blog.example.com, audience: inside")
    assert finds(tmp_path, _RULE, OWN + apart, BASE) == []
    assert finds(tmp_path, _RULE, webs(shop=SHOP, blog="host: blog.example.com"), BASE) == []
