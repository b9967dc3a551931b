"""From which version on Kubernetes can do something."""

from typing import Final

from catalog.read import Table
from catalog.rows import KubernetesFeature

KUBERNETES_FEATURES: Final = Table(KubernetesFeature, "kubernetes_features.csv")


def kubernetes_feature(name: str) -> KubernetesFeature:
    """Return the feature, by the name of its gate; raises UnknownKey."""
    return KUBERNETES_FEATURES.get(name)
