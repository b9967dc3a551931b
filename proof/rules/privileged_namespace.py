"""Namespaces whose pods may do anything to their nodes."""

from collections.abc import Iterator

from proof.plan import Plan
from proof.rule import Hit, Rule


def _find(plan: Plan) -> Iterator[Hit]:
    for name, namespace in plan.stack.namespaces.items():
        if namespace.pod_security == "privileged":
            yield Hit(
                path=("namespaces", name, "pod_security"),
                message="is privileged, and no pod that plinth makes needs it",
            )


RULE = Rule(
    id="privileged-namespace",
    severity="warning",
    title="a namespace without Pod Security",
    why=(
        "Whoever may make a pod there, and everybody who breaks into what makes pods, can be root"
        " on the node: read all Secrets on it, all volumes, and the node's own credentials. Roles"
        " and network policies end there."
    ),
    ways_out=(
        "set pod_security to restricted, which all pods of plinth keep to",
        "set it to baseline, if somebody else's pods must run there",
        "accept it, if something of the node itself runs there, and give nobody else a role",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/security/pod-security-standards/",
)
