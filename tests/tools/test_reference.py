from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from components.spec import DnsLabel, Spec
from stacks.spec import StackSpec
from tools.reference import reference


class CatSpec(Spec):
    """A cat."""

    kind: Literal["cat"]
    lives: int = 9
    """How often it | survives."""


class DogSpec(Spec):
    """A dog."""

    kind: Literal["dog"]
    commands: tuple[str, ...] = ()


class ZooSpec(Spec):
    """A zoo."""

    pets: Mapping[DnsLabel, Annotated[CatSpec | DogSpec, Field(discriminator="kind")]]
    """The pets, by name."""
    mood: Literal["calm", "wild"] | None = None
    """Its mood."""


def test_a_field_shows_its_type_default_and_meaning() -> None:
    text = reference(ZooSpec)
    pets = "map of [Cat](#cat) or [Dog](#dog)"
    assert f"| `pets` | {pets} | required | The pets, by name. |" in text
    assert "| `mood` | `calm` or `wild` |  | Its mood. |" in text
    assert "| `lives` | integer | `9` | How often it \\| survives. |" in text
    assert "| `commands` | list of string |  |  |" in text


def test_every_section_that_is_linked_exists() -> None:
    text = reference(StackSpec)
    headings = {line[3:].lower() for line in text.splitlines() if line.startswith("## ")}
    links = {part.split(")")[0] for part in text.split("](#")[1:]}
    assert links
    assert links <= headings
