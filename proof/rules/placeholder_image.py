"""Images that nobody has made."""

import re
from collections.abc import Iterator
from typing import Final

from proof.plan import Plan
from proof.rule import Hit, Rule

_RESERVED: Final = re.compile(
    r"(?:(?:^|\.)example\.(?:com|net|org)|\.example|\.invalid)(?::[0-9]+)?$"
)
"""Hosts that are reserved for documentation: https://www.rfc-editor.org/rfc/rfc2606"""
_PLACEHOLDER: Final = re.compile(r"placeholder|change-?me|your-image")


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        host, slash, _ = workload.image.partition("/")
        if (slash and _RESERVED.search(host)) or _PLACEHOLDER.search(workload.image.lower()):
            yield Hit(
                path=("workloads", name, "image"),
                message=f"{workload.image} is a placeholder",
            )


RULE = Rule(
    id="placeholder-image",
    severity="warning",
    title="an image that stands for one which is still to be named",
    why=(
        "No registry has it. On simulated nodes nobody notices, for nothing is fetched there; on"
        " real ones the pods never start."
    ),
    ways_out=("set image to your own, with a version",),
    find=_find,
)
