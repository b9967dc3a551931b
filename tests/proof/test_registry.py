import importlib
import types
from pathlib import Path

import pytest

from proof import rules
from proof.registry import _rule, all_rules  # pyright: ignore[reportPrivateUsage]  # a bad file must be told
from proof.rule import Rule

_RULES = Path(rules.__path__[0])
_TESTS = Path(__file__).parent / "rules"


def test_every_file_is_a_rule_and_every_rule_has_its_tests() -> None:
    files = {file.stem for file in _RULES.glob("*.py") if file.stem != "__init__"}

    assert {each.id.replace("-", "_") for each in all_rules()} >= files
    assert {file.stem.removeprefix("test_") for file in _TESTS.glob("test_*.py")} == files


@pytest.mark.parametrize("file", sorted(_TESTS.glob("test_*.py")), ids=lambda file: file.stem)
def test_every_rule_has_a_plan_that_triggers_it_and_one_that_does_not(file: Path) -> None:
    names = [line for line in file.read_text().splitlines() if line.startswith("def test_")]

    assert any(name.startswith("def test_it_finds") for name in names)
    assert any(name.startswith("def test_it_passes") for name in names)


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in all_rules()]

    assert sorted(set(ids)) == ids


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_says_why_and_the_way_out(rule: Rule) -> None:
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert rule.ways_out
    assert not any(way.endswith(".") and not way.endswith("...") for way in rule.ways_out)


def test_a_file_without_a_rule_is_told() -> None:
    with pytest.raises(LookupError, match="holds no RULE"):
        _rule(types.ModuleType("proof.rules.empty"))


def test_a_file_with_another_name_is_told() -> None:
    module = types.ModuleType("proof.rules.other_name")
    module.RULE = importlib.import_module("proof.rules.latest_image").RULE  # pyright: ignore[reportAttributeAccessIssue]  # a module made for this test

    with pytest.raises(LookupError, match="must be called latest_image"):
        _rule(module)
