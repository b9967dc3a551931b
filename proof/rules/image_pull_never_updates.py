"""Images whose tag is the name of a branch or a stage."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from components.workload.pods import PodShape
from proof.plan import Plan
from proof.rule import Hit, Rule

_MOVING: Final = re.compile(
    "beta|canary|current|dev|develop|development|edge|head|main|master|next|nightly|prod|production"
    "|release|snapshot|stable|staging|test|testing|trunk|unstable"
)
_THEN: Final[Mapping[str, str]] = {
    "Always": "every new pod gets what it stands for that day",
    "IfNotPresent": "a node that has it never fetches it again",
    "Never": "nodes keep whatever was put there",
}


def _find(plan: Plan) -> Iterator[Hit]:
    for name in plan.stack.workloads:
        shape = plan.shapes[f"workload.{name}"]
        tag = _tag(shape)
        if _MOVING.fullmatch(tag):
            policy = shape.pull_policy
            yield Hit(
                path=("workloads", name, "image"),
                message=f"has the tag {tag}, which moves; with {policy} {_THEN[policy]}",
            )


def _tag(shape: PodShape) -> str:
    """Return the tag; nothing where a digest decides."""
    repository, digest, _ = shape.image.partition("@")
    return "" if digest else repository.rpartition("/")[2].partition(":")[2].lower()


RULE = Rule(
    id="image-pull-never-updates",
    severity="warning",
    title="an image whose tag moves",
    why=(
        "The tag names a branch or a stage, and the image behind it changes. Which one a pod runs"
        " depends on when its node fetched it: pods of one workload differ, a new version does not"
        " arrive because nothing in the stack file changes, and a rollback brings back nothing."
    ),
    ways_out=(
        "name a version in image, such as :1.4.2",
        "name the digest: image@sha256:...",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/containers/images/",
)
