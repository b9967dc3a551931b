"""Network policies that perhaps nobody holds traffic to."""

from collections.abc import Iterator

from components.cluster.spec import ExistingEksSpec, ExistingSpec
from proof.plan import Plan
from proof.rule import Hit, Rule

_PATH = ("cluster", "network_policies")


def _find(plan: Plan) -> Iterator[Hit]:
    cluster = plan.stack.cluster
    if not isinstance(cluster, ExistingSpec | ExistingEksSpec) or not plan.stack.namespaces:
        return
    match cluster.network_policies:
        case "ignored":
            yield Hit(path=_PATH, message="is ignored: every pod reaches every other one")
        case "unknown":
            message = "is unknown: nobody has said whether the cluster's network enforces policies"
            yield Hit(path=_PATH, message=message, severity="note")
        case "enforced":
            return


RULE = Rule(
    id="policies-not-enforced",
    severity="warning",
    title="network policies that the cluster may not enforce",
    why=(
        "A NetworkPolicy is a wish to the cluster's network plugin. One that does not know policies"
        " takes them without a word and lets everything through: calls keeps nobody out then, and"
        " whoever takes over a pod reaches every store."
    ),
    ways_out=(
        "say that its network enforces them, once you have seen it: cluster.network_policies",
        "give the cluster a network plugin that does: Calico, Cilium, kube-router, kindnet",
        "on EKS: switch on the policy agent of the VPC CNI",
        "accept it, where nothing in the cluster is worth stealing",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/services-networking/network-policies/",
)
