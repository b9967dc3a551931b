from pathlib import Path

from tests.components.cloud_kit import BASE
from tests.components.dns.test_zone import OWN, webs
from tests.proof.kit import finds

_RULE = "record-without-address"
SHOP = webs(shop="host: shop.example.org")


def test_it_finds_a_host_whose_route_begins_without_a_pod(tmp_path: Path) -> None:
    none = SHOP.replace("resources: {}", "resources: {}, scaling: {kind: fixed, replicas: 0}")
    assert finds(tmp_path, _RULE, OWN + none, BASE) == [
        (
            "workloads.shop.scaling.replicas: shop.example.org is led to the address of this route,"
            " which up does not wait for while no pod is behind it"
        )
    ]


def test_it_passes_a_pod_or_a_host_that_is_led_nowhere(tmp_path: Path) -> None:
    none = SHOP.replace("resources: {}", "resources: {}, scaling: {kind: fixed, replicas: 0}")
    assert finds(tmp_path, _RULE, OWN + SHOP, BASE) == []
    assert finds(tmp_path, _RULE, none, BASE) == []
