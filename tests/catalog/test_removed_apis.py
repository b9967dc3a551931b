"""What Kubernetes no longer serves."""

import pytest

from catalog.removed_apis import REMOVED_APIS, removal


@pytest.mark.parametrize(
    ("api_version", "kind", "removed_in", "replacement"),
    [
        ("networking.k8s.io/v1beta1", "Ingress", "1.22", "networking.k8s.io/v1"),
        ("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", "1.22", None),
        ("policy/v1beta1", "PodSecurityPolicy", "1.25", None),
        ("batch/v1beta1", "CronJob", "1.25", "batch/v1"),
        ("policy/v1beta1", "PodDisruptionBudget", "1.25", "policy/v1"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.26", "autoscaling/v2"),
        ("storage.k8s.io/v1beta1", "CSIStorageCapacity", "1.27", "storage.k8s.io/v1"),
        ("flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema", "1.29", None),
        ("flowcontrol.apiserver.k8s.io/v1beta3", "PriorityLevelConfiguration", "1.32", None),
    ],
)
def test_a_removal_names_the_minor_and_what_to_write_instead(
    api_version: str, kind: str, removed_in: str, replacement: str | None
) -> None:
    row = removal(api_version, kind)
    assert row is not None
    assert row.removed_in == removed_in
    if replacement is not None:
        assert row.replacement == replacement


@pytest.mark.parametrize(
    ("api_version", "kind"),
    [("networking.k8s.io/v1", "Ingress"), ("v1", "Service"), ("keda.sh/v1alpha1", "ScaledObject")],
)
def test_what_is_served_has_no_removal(api_version: str, kind: str) -> None:
    assert removal(api_version, kind) is None


@pytest.mark.parametrize(
    ("kubernetes", "gone"), [("1.9", False), ("1.21", False), ("1.22", True), ("1.35", True)]
)
def test_a_kind_is_gone_from_its_minor_on(kubernetes: str, gone: bool) -> None:
    row = removal("networking.k8s.io/v1beta1", "Ingress")
    assert row is not None
    assert row.is_gone_in(kubernetes) is gone


def test_no_replacement_is_itself_removed() -> None:
    dead_ends = [
        row.key
        for row in REMOVED_APIS.rows
        if row.replacement is not None and removal(row.replacement, row.kind) is not None
    ]
    assert not dead_ends


def test_only_pod_security_policies_are_gone_for_good() -> None:
    gone = {row.kind for row in REMOVED_APIS.rows if row.replacement is None}
    assert gone == {"PodSecurityPolicy"}
