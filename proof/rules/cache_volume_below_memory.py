"""Append-only files that outgrow their volume."""

from collections.abc import Iterator
from typing import Final

from components.cache.spec import InClusterValkeySpec
from proof.plan import Plan
from proof.rule import Hit, Rule

_GROWS_TO: Final = 2
"""Times the data, before the server writes the file anew: auto-aof-rewrite-percentage 100."""


def _find(plan: Plan) -> Iterator[Hit]:
    for name, cache in plan.stack.caches.items():
        if not isinstance(cache, InClusterValkeySpec):
            continue
        memory = cache.resources.limits.memory
        if memory is not None and cache.storage.value < _GROWS_TO * memory.value:
            yield Hit(
                path=("caches", name, "storage"),
                message=f"is {cache.storage}, less than twice the memory that it may fill"
                f" ({memory})",
            )


RULE = Rule(
    id="cache-volume-below-memory",
    severity="warning",
    title="a cache whose volume is too small for its memory",
    why=(
        "Every write is appended to a file, which grows to twice the data before it is written"
        " anew, and the new file needs room beside it. When the volume is full the server refuses"
        " all writes: a queue takes no more tasks while half of the memory is free."
    ),
    ways_out=(
        "raise storage to three times resources.limits.memory",
        "lower resources.limits.memory",
    ),
    find=_find,
    source="https://valkey.io/topics/persistence/",
)
