from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "load-balancer-never-comes"
_EXISTING = "cluster: {distribution: existing, context: mine, load_balancers: provided}\n"


def test_it_finds_an_address_that_nobody_gives(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("service_type: LoadBalancer")) == [
        (
            "workloads.web.service_type: is LoadBalancer, and nothing in this cluster gives out"
            " addresses"
        )
    ]


def test_it_passes_clusters_that_give_them_and_node_ports(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, _EXISTING + web("service_type: LoadBalancer")) == []
    assert finds(tmp_path, _RULE, web("service_type: NodePort")) == []
