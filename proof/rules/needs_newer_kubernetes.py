"""Fields that the cluster's Kubernetes is too old for."""

from collections.abc import Iterator

from proof.facts import hit
from proof.features import wishes
from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    kubernetes = plan.stack.cluster.kubernetes_version
    if kubernetes is None:
        return
    for wish in wishes(plan.stack):
        if not wish.fact.is_on_in(kubernetes):
            message = (
                f"needs Kubernetes {wish.fact.on_since}, and the cluster has {kubernetes}:"
                f" {wish.without}"
            )
            yield hit(wish.path, message, wish.fact, wish.severity)


RULE = Rule(
    id="needs-newer-kubernetes",
    severity="error",
    title="a field that the cluster's Kubernetes is too old for",
    why=(
        "What an API server does not know yet it drops without a word, or refuses. Dropped, the"
        " stack file promises what is never done: an autoscaler that was to wait below 50 % goes by"
        " a tenth around its target. Refused, up stops in the midst."
    ),
    ways_out=(
        "use a newer Kubernetes: cluster.version",
        "take the field out, and live with what the version does without it",
    ),
    find=_find,
    source="https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/",
)
