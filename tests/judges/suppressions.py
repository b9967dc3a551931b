"""What judges hold against shipped stacks and what stays so, each with its reason.

A row that covers nothing any more fails the tests, so that this list only ever says what is.
"""

from tests.judges.findings import Suppression

AS_WRITTEN = (
    "An owner's text to the letter, never to run: `check` refuses it, and this is one of its"
    " faults. The stack dev beside it has it mended."
)
_ONE_NODE = "A laptop is one node: a second pod beside the first would survive nothing more."
_NODE_PORT = "A local cluster has no load balancer, so its stack file asks for a NodePort."

KUBE_SCORE: tuple[Suppression, ...] = (
    Suppression(
        rule="container-cpu-requests-equal-limits",
        reason=(
            "Processor time above the request is lent and can be taken back without harm; asking"
            " for the limit would leave most of a node idle."
        ),
    ),
    Suppression(
        rule="container-memory-requests-equal-limits",
        kind="Deployment",
        reason=(
            "What these pods may use for a moment is more than what they are placed by, as their"
            " stack files say; they may be evicted for it. Stores have both equal."
        ),
    ),
    Suppression(
        rule="container-resource-requests-equal-limits",
        reason="It repeats the two rules for processor time and memory.",
    ),
    Suppression(
        rule="container-image-pull-policy",
        reason=(
            "Images are named by version. Asking the registry at each start would tie every"
            " restart to it, and images loaded into a local cluster would never start."
        ),
    ),
    Suppression(
        rule="container-ephemeral-storage-request-and-limit",
        reason=(
            "Not asked for yet: the scheduler does not know what scratch volumes and logs take of a"
            " node's disk. Each scratch volume has a size limit and the root is read-only, so"
            " what a pod can take is bounded."
        ),
    ),
    Suppression(
        rule="container-security-context-user-group-id",
        kind="Deployment",
        name="web",
        reason="The nginx image runs as user 101, to whom its files belong.",
    ),
    Suppression(
        rule="container-security-context-user-group-id",
        kind="StatefulSet",
        name="database-*",
        reason="The PostgreSQL image runs as user 999, to whom its data must belong.",
    ),
    Suppression(
        rule="container-security-context-user-group-id",
        kind="StatefulSet",
        name="cache-*",
        reason="The Valkey image runs as user 999, to whom its data must belong.",
    ),
    Suppression(
        rule="deployment-has-host-podantiaffinity",
        reason=(
            "Replicas are spread over nodes by topologySpreadConstraints, which this check does"
            " not read; anti-affinity would leave a pod pending when a node is lost."
        ),
    ),
    Suppression(
        rule="service-type",
        stack="*dev",
        kind="Service",
        reason=_NODE_PORT,
    ),
    Suppression(
        rule="deployment-replicas",
        stack="multimodal-ai/*",
        reason=_ONE_NODE,
    ),
    Suppression(
        rule="deployment-strategy",
        stack="multimodal-ai/dev",
        name="gateway-deployment",
        reason="Two gateways must never write the one SQLite file at the same time.",
    ),
    Suppression(
        rule="horizontalpodautoscaler-replicas",
        stack="hpa-lab/dev",
        reason=f"{_ONE_NODE} The lab shows how one pod under load becomes many.",
    ),
    Suppression(
        rule="deployment-has-poddisruptionbudget",
        stack="hpa-lab/dev",
        reason="A budget for a single pod would keep its node from ever being drained.",
    ),
    Suppression(rule="pod-probes", stack="*/as-written", reason=AS_WRITTEN),
    Suppression(
        rule="pod-probes-identical",
        stack="*/as-written",
        kind="Deployment",
        reason=AS_WRITTEN,
    ),
    Suppression(
        rule="service-type",
        stack="multimodal-ai/as-written",
        reason=_NODE_PORT,
    ),
)
