"""What the three roles of a namespace may do, as data; pure."""

from collections.abc import Mapping, Sequence
from typing import Final

import pulumi_kubernetes as k8s

from components.tenancy.access import RoleName

Rule = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""API groups, resources, verbs; no wildcards, so that what is new in Kubernetes is not given."""

_READ: Final = ("get", "list", "watch")
_CHANGE: Final = ("create", "update", "patch", "delete")
_CORE: Final = ("",)
_APPS: Final = ("apps",)
_BATCH: Final = ("batch",)
_SCALING: Final = ("autoscaling",)
_WORKLOADS: Final = ("deployments", "statefulsets")

_DEVELOPER: Final[tuple[Rule, ...]] = (
    (_CORE, ("pods", "pods/log", "events", "services", "persistentvolumeclaims"), _READ),
    (_APPS, ("deployments", "replicasets", "statefulsets", "daemonsets"), _READ),
    (_BATCH, ("jobs", "cronjobs"), _READ),
    (_SCALING, ("horizontalpodautoscalers",), _READ),
)
_OPERATOR: Final[tuple[Rule, ...]] = (
    *_DEVELOPER,
    (_CORE, ("configmaps",), (*_READ, *_CHANGE)),
    (_CORE, ("services",), _CHANGE),
    (_CORE, ("pods",), ("delete",)),
    (_CORE, ("pods/eviction",), ("create",)),
    (_APPS, _WORKLOADS, _CHANGE),
    (_APPS, tuple(f"{each}/scale" for each in _WORKLOADS), ("get", "update", "patch")),
    (_BATCH, ("jobs", "cronjobs"), _CHANGE),
    (_SCALING, ("horizontalpodautoscalers",), ("update", "patch")),
)
_ADMIN: Final[tuple[Rule, ...]] = (
    *_OPERATOR,
    (_CORE, ("secrets", "serviceaccounts"), (*_READ, *_CHANGE)),
    (_CORE, ("persistentvolumeclaims",), _CHANGE),
    (_CORE, ("pods/exec", "pods/portforward"), ("create",)),
    (_CORE, ("resourcequotas", "limitranges"), _READ),
    (_SCALING, ("horizontalpodautoscalers",), ("create", "delete")),
    (("networking.k8s.io",), ("ingresses",), (*_READ, *_CHANGE)),
    (("networking.k8s.io",), ("networkpolicies",), _READ),
    (("policy",), ("poddisruptionbudgets",), (*_READ, *_CHANGE)),
    (("rbac.authorization.k8s.io",), ("roles", "rolebindings"), _READ),
)
RULES: Final[Mapping[RoleName, tuple[Rule, ...]]] = {
    "developer": _DEVELOPER,
    "operator": _OPERATOR,
    "admin": _ADMIN,
}


def role_rules(role: RoleName) -> Sequence[k8s.rbac.v1.PolicyRuleArgsDict]:
    """Return the rules of a role."""
    return [
        {"api_groups": list(groups), "resources": list(resources), "verbs": list(verbs)}
        for groups, resources, verbs in RULES[role]
    ]


def role_object(role: RoleName) -> str:
    """Return the name of the role's objects in its namespace."""
    return f"plinth-{role}"
