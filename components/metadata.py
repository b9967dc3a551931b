"""Metadata of Kubernetes objects."""

from collections.abc import Mapping
from typing import Final

import pulumi
import pulumi_kubernetes as k8s

from components.labels import object_labels

SKIP_AWAIT: Final = {"pulumi.com/skipAwait": "true"}
"""Annotation for objects of which the engine would wait for something that may never come."""


def metadata(
    name: str,
    namespace: pulumi.Input[str] | None,
    labels: Mapping[str, str],
    annotations: Mapping[str, pulumi.Input[str]] | None = None,
) -> k8s.meta.v1.ObjectMetaArgsDict:
    """Return metadata with a fixed name: the engine adds no suffix to names that are given."""
    made: k8s.meta.v1.ObjectMetaArgsDict = {"name": name, "labels": object_labels(labels, name)}
    if namespace is not None:
        made["namespace"] = namespace
    if annotations:
        made["annotations"] = dict(annotations)
    return made
