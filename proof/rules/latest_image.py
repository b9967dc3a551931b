"""Images that may change under a running platform."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        repository, at, digest = workload.image.partition("@")
        tag = repository.rpartition("/")[2].partition(":")[2]
        if at and digest:
            continue
        if tag in ("", "latest"):
            said = "names no tag, which means latest" if not tag else "has the tag latest"
            path = ("workloads", name, "image")
            yield Hit(path=path, message=f"{workload.image} {said}")


RULE = Rule(
    id="latest-image",
    severity="error",
    title="an image without a version",
    why=(
        "Two pods of one workload can run different software, a rollback brings back nothing, and"
        " a restart at night can be an upgrade."
    ),
    ways_out=(
        "name a version in image, such as :1.4.2",
        "name the digest: image@sha256:...",
    ),
    find=_find,
)
