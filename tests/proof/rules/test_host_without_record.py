from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.components.dns.test_zone import OWN, THEIRS, webs
from tests.proof.kit import finds, web

_RULE = "host-without-record"


def test_it_finds_a_host_outside_of_all_zones(tmp_path: Path) -> None:
    routes = webs(shop="host: shop.example.org", blog="host: blog.example.com")
    assert finds(tmp_path, _RULE, THEIRS + routes, BASE) == [
        (
            "workloads.blog.expose.host: no zone of the stack answers for blog.example.com"
            " (dns_zones: example.org)"
        )
    ]
    (found,) = finds(tmp_path, _RULE, webs(blog="host: blog.example.com"), BASE)
    assert found.endswith("(dns_zones: none)")


def test_it_passes_hosts_in_a_zone_and_clusters_elsewhere(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, OWN + webs(shop="host: example.org"), BASE) == []
    assert finds(tmp_path, _RULE, web("expose: {host: shop.internal}")) == []
