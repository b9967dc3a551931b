from pathlib import Path

from tests.proof.kit import finds, web

_RULE = "every-port-outside"


def test_it_finds_ports_that_are_open_with_another(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("service_type: NodePort, ports: {admin: 9000}")) == [
        "workloads.web.service_type: is NodePort, which opens all ports: admin (9000), http (8080)"
    ]


def test_it_passes_one_port_and_services_inside(tmp_path: Path) -> None:
    assert finds(tmp_path, _RULE, web("service_type: NodePort")) == []
    assert finds(tmp_path, _RULE, web("ports: {admin: 9000}")) == []
