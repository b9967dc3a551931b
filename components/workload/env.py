"""Environment variables that stand for others, as $(NAME)."""

import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

# $$ is a dollar sign, so that $$(NAME) stands for nothing.
_REFERENCE: Final = re.compile(r"(?<!\$)(?:\$\$)*\$\(([A-Za-z_][A-Za-z0-9_]*)\)")


def in_order(env: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names, each after those it stands for, as Kubernetes expands no later ones.

    The order of the mapping does not count, for the engine hands mappings over sorted by name.
    Raises CycleError when variables stand for each other.
    """
    return tuple(_sorter(env).static_order())


def circles(env: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the variables that stand for each other, each circle from its first name to it."""
    rest = dict(env)
    found: list[tuple[str, ...]] = []
    while True:
        try:
            _sorter(rest).prepare()
        except CycleError as error:
            names: list[str] = error.args[1][:0:-1]
            first = names.index(min(names))
            found.append((*names[first:], *names[: first + 1]))
            rest = {name: value for name, value in rest.items() if name not in names}
        else:
            return tuple(sorted(found))


def _sorter(env: Mapping[str, str]) -> TopologicalSorter[str]:
    """Return the names in the order of the alphabet, each with those that it stands for."""
    named = {name: _REFERENCE.findall(env[name]) for name in sorted(env)}
    return TopologicalSorter(
        {name: [n for n in names if n in env] for name, names in named.items()}
    )
