"""Kubernetes' form of a namespace's quota and of its containers' defaults; pure."""

import pulumi_kubernetes as k8s

from components.tenancy.quota import QuotaSpec
from components.workload.resources import ResourcesSpec


def quota_spec(quota: QuotaSpec) -> k8s.core.v1.ResourceQuotaSpecArgsDict:
    """Return the quota's spec; only the ceilings that were given."""
    ceilings = {
        "requests.cpu": quota.requests.cpu,
        "requests.memory": quota.requests.memory,
        "limits.cpu": quota.limits.cpu,
        "limits.memory": quota.limits.memory,
        "pods": quota.pods,
        "persistentvolumeclaims": quota.claims,
        "requests.storage": quota.storage,
        "services.nodeports": quota.node_ports,
        "services.loadbalancers": quota.load_balancers,
    }
    return {"hard": {name: str(most) for name, most in ceilings.items() if most is not None}}


def limit_range_spec(defaults: ResourcesSpec) -> k8s.core.v1.LimitRangeSpecArgsDict:
    """Return the limit range that gives containers what they do not say themselves."""
    return {
        "limits": [
            {
                "type": "Container",
                "default": defaults.limits.named(),
                "default_request": defaults.requests.named(),
            }
        ]
    }
