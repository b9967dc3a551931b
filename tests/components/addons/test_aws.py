"""What the spec says of the node autoscaler reaches its command line."""

from components.addons.aws import flags
from components.cluster.spec import EksSpec
from tests.components.cluster.eks_kit import ADMIN

_CLUSTER = {
    "kind": "eks",
    "access": {"admins": {"ops": ADMIN}},
    "node_pools": {"general": {"instance_types": ["m6i.large"], "min_nodes": 1, "max_nodes": 2}},
}


def _cluster(**autoscaler: object) -> EksSpec:
    return EksSpec.model_validate({**_CLUSTER, "autoscaler": autoscaler or None})


def test_every_field_of_the_autoscaler_is_an_option_of_its_own() -> None:
    cluster = _cluster(
        kind="cluster_autoscaler",
        max_nodes_total=9,
        expander="most-pods",
        scale_down_utilization_percent=40,
        scale_down_unneeded_minutes=11,
        scale_down_delay_after_add_minutes=12,
        scan_interval_seconds=13,
        max_node_provision_minutes=14,
        max_grace_seconds=1800,
    )
    assert flags(cluster) == {
        "expander": "most-pods",
        "balance-similar-node-groups": True,
        "skip-nodes-with-system-pods": False,
        "scale-down-utilization-threshold": 0.4,
        "scale-down-unneeded-time": "11m",
        "scale-down-delay-after-add": "12m",
        "scan-interval": "13s",
        "max-node-provision-time": "14m",
        "max-graceful-termination-sec": 1800,
        "max-nodes-total": 9,
    }


def test_a_cluster_without_one_gives_it_no_options() -> None:
    assert flags(_cluster()) == {}
