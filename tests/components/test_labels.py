"""The labels that every object carries."""

from components.labels import MANAGED_BY_LABEL, NAME_LABEL, PART_OF_LABEL, object_labels
from components.labels import platform_labels as platform


def test_a_platform_labels_its_objects_with_its_owners_labels_and_its_name() -> None:
    assert platform({"owner": "a"}, "My Shop") == {
        "owner": "a",
        PART_OF_LABEL: platform({}, "My Shop")[PART_OF_LABEL],
        MANAGED_BY_LABEL: "plinth",
    }
    assert platform({}, "shop")[PART_OF_LABEL] == "shop"


def test_an_objects_name_is_a_label_even_where_it_is_too_long_for_one() -> None:
    assert object_labels({"owner": "a"}, "web") == {"owner": "a", NAME_LABEL: "web"}
    assert len(object_labels({}, "a.b." + "c" * 100)[NAME_LABEL]) <= 63
