from components.spec import Quantity
from components.tenancy.ceilings import limit_range_spec, quota_spec
from components.tenancy.quota import QuotaSpec
from components.tenancy.spec import NamespaceSpec
from components.workload.resources import AmountsSpec


def test_every_ceiling_has_kubernetes_name() -> None:
    quota = QuotaSpec(
        requests=AmountsSpec(cpu=Quantity("4"), memory=Quantity("8Gi")),
        limits=AmountsSpec(cpu=Quantity("8"), memory=Quantity("16Gi")),
        pods=20,
        claims=3,
        storage=Quantity("50Gi"),
        node_ports=1,
        load_balancers=0,
    )

    assert quota_spec(quota) == {
        "hard": {
            "requests.cpu": "4",
            "requests.memory": "8Gi",
            "limits.cpu": "8",
            "limits.memory": "16Gi",
            "pods": "20",
            "persistentvolumeclaims": "3",
            "requests.storage": "50Gi",
            "services.nodeports": "1",
            "services.loadbalancers": "0",
        }
    }


def test_what_was_not_given_has_no_ceiling() -> None:
    assert quota_spec(QuotaSpec(pods=5)) == {"hard": {"pods": "5"}}


def test_containers_that_say_nothing_get_requests_and_limits() -> None:
    assert limit_range_spec(NamespaceSpec().container_defaults) == {
        "limits": [
            {
                "type": "Container",
                "default": {"cpu": "500m", "memory": "256Mi"},
                "default_request": {"cpu": "100m", "memory": "128Mi"},
            }
        ]
    }
