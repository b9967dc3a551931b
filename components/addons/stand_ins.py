"""The objects of a footprint as resources."""

from collections.abc import Callable, Mapping
from typing import Final, cast

import pulumi
import pulumi_kubernetes as k8s

from components.addons.footprint import Footprint

_MAKERS: Final = cast(
    "Mapping[str, Callable[..., pulumi.CustomResource]]",
    {
        "CustomResourceDefinition": k8s.apiextensions.v1.CustomResourceDefinition,
        "DaemonSet": k8s.apps.v1.DaemonSet,
        "Deployment": k8s.apps.v1.Deployment,
        "IngressClass": k8s.networking.v1.IngressClass,
        "PodDisruptionBudget": k8s.policy.v1.PodDisruptionBudget,
        "Service": k8s.core.v1.Service,
        "ServiceAccount": k8s.core.v1.ServiceAccount,
        "StatefulSet": k8s.apps.v1.StatefulSet,
    },
)


def stand_ins(footprint: Footprint, opts: pulumi.ResourceOptions) -> None:
    """Make the objects; what runs pods comes after the accounts that these run as."""
    accounts: list[pulumi.Resource] = []
    for each in footprint.objects:
        # The SDK turns its own spelling of fields into the API's, and lets the API's pass.
        about = cast("Mapping[str, str]", each["metadata"])
        fields = {field: each[field] for field in ("metadata", "spec") if field in each}
        after = pulumi.ResourceOptions(depends_on=[*accounts])
        made = _MAKERS[str(each["kind"])](
            about["name"], **fields, opts=pulumi.ResourceOptions.merge(opts, after)
        )
        if each["kind"] == "ServiceAccount":
            accounts.append(made)
