"""A network that leads nowhere has to reach what the cluster asks of AWS."""

from pathlib import Path

from tests.components.cluster.eks_kit import BASE
from tests.proof.kit import finds

RULE = "endpoint-missing"
NODES = "ec2, ecr.api, ecr.dkr, eks-auth"


def closed(fields: str) -> str:
    return f"network: {{nat: none, {fields}}}"


def test_it_finds_what_nodes_and_images_need(tmp_path: Path) -> None:
    gateways, interfaces = finds(tmp_path, RULE, closed("gateway_endpoints: []"), BASE)
    assert gateways == (
        "network.gateway_endpoints: lacks s3 (the layers of images), and network.nat is none"
    )
    assert interfaces.startswith("network.interface_endpoints: lacks ec2 (nodes and their network)")


def test_it_finds_what_pods_and_add_ons_need(tmp_path: Path) -> None:
    patch = (
        f"{closed(f'interface_endpoints: [{NODES}]')}\n"
        "cluster: {identity: irsa, autoscaler: {kind: cluster_autoscaler}}\n"
        "addons: {cluster_autoscaler: {}, external_secrets: {}, aws_load_balancer_controller: {}}"
    )
    (found,) = finds(tmp_path, RULE, patch, BASE)
    for service in ("sts", "autoscaling", "eks", "secretsmanager", "elasticloadbalancing"):
        assert f"{service} (" in found


def test_it_passes_a_network_with_all_of_them_or_with_a_way_out(tmp_path: Path) -> None:
    assert finds(tmp_path, RULE, closed(f"interface_endpoints: [{NODES}]"), BASE) == []
    assert finds(tmp_path, RULE, "network: {gateway_endpoints: []}", BASE) == []
