"""The labels that every object of a platform carries."""

from collections.abc import Mapping
from typing import Final

from components.naming import label_value

NAME_LABEL: Final = "app.kubernetes.io/name"
"""The one label that selects a workload's pods; it never changes, for selectors are immutable."""
PART_OF_LABEL: Final = "app.kubernetes.io/part-of"
MANAGED_BY_LABEL: Final = "app.kubernetes.io/managed-by"

OWN_LABELS: Final = frozenset({NAME_LABEL, PART_OF_LABEL, MANAGED_BY_LABEL})
"""Labels that plinth sets itself, so that nobody else may."""
OWN_PREFIXES: Final = ("pod-security.kubernetes.io/", "kubernetes.io/", "plinth.dev/")
"""Prefixes of labels that decide what plinth and Kubernetes do with an object."""


def platform_labels(labels: Mapping[str, str], project: str) -> dict[str, str]:
    """Return the stack's own labels and those that say which platform an object belongs to."""
    return {**labels, PART_OF_LABEL: label_value(project), MANAGED_BY_LABEL: "plinth"}


def object_labels(labels: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the platform's labels and the object's name, which may be too long for a label."""
    return {**labels, NAME_LABEL: label_value(name)}
