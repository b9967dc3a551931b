"""All rules, found by their files."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import cast

from proof import rules
from proof.accept import ACCEPTANCE_RULES
from proof.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, sorted by id; raises LookupError for a file that holds none."""
    names = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))
    found = (_rule(importlib.import_module(f"{rules.__name__}.{name}")) for name in names)
    return tuple(sorted((*found, *ACCEPTANCE_RULES), key=lambda rule: rule.id))


def _rule(module: ModuleType) -> Rule:
    name = module.__name__.rpartition(".")[2]
    rule = cast("object", getattr(module, "RULE", None))
    if not isinstance(rule, Rule):
        raise LookupError(f"{module.__name__} holds no RULE")
    if rule.id != name.replace("_", "-"):
        raise LookupError(f"{module.__name__} must be called {rule.id.replace('-', '_')}")
    return rule
