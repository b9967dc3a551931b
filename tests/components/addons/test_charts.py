"""The rows that make charts add-ons."""

from typing import get_args

import pytest

from components.addons.charts import ADDONS, chart_of
from components.addons.parts import parts
from components.addons.spec import AddonName, AddonSpec, AddonsSpec

NAMES: tuple[AddonName, ...] = get_args(AddonName)


def test_every_add_on_has_a_row_and_a_field() -> None:
    assert set(ADDONS) == set(NAMES) == set(AddonsSpec.model_fields)


def test_an_add_on_is_asked_for_by_being_named() -> None:
    everything = AddonsSpec.model_validate({name: {} for name in NAMES})
    assert everything.asked() == {name: AddonSpec() for name in NAMES}
    assert AddonsSpec().asked() == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_pod_of_every_add_on_has_requests_and_limits(name: AddonName) -> None:
    for part in parts(chart_of(name), AddonSpec()).values():
        for amounts in (part.resources.requests, part.resources.limits):
            assert set(amounts.named()) == {"cpu", "memory"}, part.name


@pytest.mark.parametrize("name", NAMES)
def test_an_add_on_has_its_own_namespace_or_lives_where_every_cluster_has_one(
    name: AddonName,
) -> None:
    found = chart_of(name).namespace == "kube-system"
    assert found == (ADDONS[name].pod_security is None)
