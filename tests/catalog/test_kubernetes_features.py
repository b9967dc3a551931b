"""From which version on Kubernetes can do something."""

import pytest

from catalog.kubernetes_features import kubernetes_feature
from catalog.read import UnknownKey


@pytest.mark.parametrize(
    ("kubernetes", "on"), [("1.9", False), ("1.34", False), ("1.35", True), ("1.40", True)]
)
def test_a_feature_is_there_from_its_version_on(kubernetes: str, on: bool) -> None:
    assert kubernetes_feature("HPAConfigurableTolerance").is_on_in(kubernetes) is on


def test_an_unknown_feature_is_an_error_that_names_near_ones() -> None:
    with pytest.raises(UnknownKey, match="did you mean HPAConfigurableTolerance"):
        kubernetes_feature("HPAConfigurableTolerances")
