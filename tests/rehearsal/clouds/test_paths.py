"""Changes at paths of property values."""

import pytest

from engine.standin.shape import JsonObject, Path
from rehearsal.clouds.paths import parsed, with_old_at


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("tags", ("tags",)),
        ("scalingConfig.desiredSize", ("scalingConfig", "desiredSize")),
        ("subnetMappings[0].subnetId", ("subnetMappings", 0, "subnetId")),
        ('tags["owner"]', ("tags", "owner")),
    ],
)
def test_a_path_is_read_as_the_engine_writes_it(written: str, steps: Path) -> None:
    assert parsed(written) == steps


def test_a_field_that_was_not_there_goes_again_and_the_rest_stays_new() -> None:
    old: JsonObject = {"scaling": {"min": 1}}
    new: JsonObject = {"scaling": {"min": 2, "now": 5}, "name": "a"}
    assert with_old_at(new, old, ["scaling.now"]) == {"scaling": {"min": 2}, "name": "a"}
    assert new["scaling"] == {"min": 2, "now": 5}, "what came in stays as it was"


def test_a_path_that_leads_nowhere_changes_nothing() -> None:
    assert with_old_at({"a": 1}, {"a": 2}, ["b.c", "a.b"]) == {"a": 1}
