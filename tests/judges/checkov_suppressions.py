"""What Checkov holds against shipped stacks and what stays so, each with its reason.

A row that covers nothing any more fails the tests, so that this list only ever says what is.
"""

from tests.judges.findings import Suppression
from tests.judges.suppressions import AS_WRITTEN

_TRAIL = "aws:cloudtrail/trail:Trail"
_ROLE_POLICY, _ZONE = "aws:iam/rolePolicy:RolePolicy", "aws:route53/zone:Zone"
_BUCKET, _DATABASE = "aws:s3/bucket:Bucket", "aws:rds/instance:Instance"
_WORKER = (
    "Nobody sends requests to a worker, so nothing waits for it to be ready; a process that ends"
    " is started again. Where a program can tell whether it is stuck, the stack file takes a probe."
)

OBJECTS: tuple[Suppression, ...] = (
    Suppression(
        rule="CKV_K8S_15",
        reason=(
            "Images are named by version. Asking the registry at each start would tie every"
            " restart to it, and images loaded into a local cluster would never start."
        ),
    ),
    Suppression(
        rule="CKV_K8S_43",
        reason=(
            "Shipped stacks name images by version, which people can read and renew. A digest can"
            " be written in the same place, and who needs it does so."
        ),
    ),
    Suppression(
        rule="CKV_K8S_35",
        reason=(
            "The programs of these systems, and the images of PostgreSQL and Valkey, read their"
            " connections and keys from the environment."
        ),
    ),
    Suppression(
        rule="CKV_K8S_40",
        kind="Deployment",
        name="web",
        reason="The nginx image runs as user 101, to whom its files belong.",
    ),
    Suppression(
        rule="CKV_K8S_40",
        kind="StatefulSet",
        name="database-*",
        reason="The PostgreSQL image runs as user 999, to whom its data must belong.",
    ),
    Suppression(
        rule="CKV_K8S_40",
        kind="StatefulSet",
        name="cache-*",
        reason="The Valkey image runs as user 999, to whom its data must belong.",
    ),
    Suppression(rule="CKV_K8S_8", stack="dev", name="worker", reason=_WORKER),
    Suppression(rule="CKV_K8S_9", stack="dev", name="worker", reason=_WORKER),
    Suppression(rule="CKV_K8S_8", stack="prod", name="worker", reason=_WORKER),
    Suppression(rule="CKV_K8S_9", stack="prod", name="worker", reason=_WORKER),
    Suppression(rule="CKV_K8S_8", stack="*/as-written", reason=AS_WRITTEN),
    Suppression(rule="CKV_K8S_9", stack="*/as-written", reason=AS_WRITTEN),
)
"""Against Kubernetes objects."""

RESOURCES: tuple[Suppression, ...] = (
    Suppression(
        rule="CKV2_AWS_10",
        kind=_TRAIL,
        reason=(
            "The trail lies in its bucket, where it can be searched. A copy in CloudWatch costs"
            " more than the trail and serves alarms on single calls, which nobody has asked for."
        ),
    ),
    Suppression(
        rule="CKV_AWS_252",
        kind=_TRAIL,
        reason="Nobody listens to the arrival of each file of the trail, every few minutes.",
    ),
    Suppression(
        rule="CKV2_AWS_62",
        kind=_BUCKET,
        name="account-trail",
        reason="Nothing acts on the arrival of each file of the trail, every few minutes.",
    ),
    Suppression(
        rule="CKV_AWS_18",
        kind=_BUCKET,
        name="account-trail",
        reason=(
            "A log of who reads the log needs a bucket whose readers nobody logs. Its key and"
            " policy bound who can read it."
        ),
    ),
    Suppression(
        rule="CKV_AWS_144",
        kind=_BUCKET,
        name="account-trail",
        reason=(
            "A stack lives in the one region it names. Its trail is versioned there; a copy in"
            " another region is for who has to outlive the loss of one."
        ),
    ),
    Suppression(
        rule="CKV_AWS_39",
        kind="aws:eks/cluster:Cluster",
        reason=(
            "plinth and kubectl run outside of the network. Who names no public_access_from has no"
            " public endpoint; who names addresses is held to them, and never to the whole world."
        ),
    ),
    Suppression(
        rule="CKV2_AWS_64",
        kind="aws:kms/key:Key",
        reason=(
            "A key without a policy has AWS's own, by which the account's IAM policies decide:"
            " only who administers the account, and roles that name this one key, use it."
        ),
    ),
    Suppression(
        rule="CKV_AWS_31",
        kind="aws:elasticache/replicationGroup:ReplicationGroup",
        reason=(
            "It has a token, which is given as auth_token_wo so that no answer of AWS holds it;"
            " this rule knows auth_token alone."
        ),
    ),
    Suppression(
        rule="CKV2_AWS_57",
        kind="aws:secretsmanager/secret:Secret",
        reason=(
            "It says where a store is, which does not change with time. The password of a database"
            " is another secret, which RDS changes; the token of a cache changes with plinth."
        ),
    ),
    Suppression(
        rule="CKV_AWS_304",
        kind="aws:secretsmanager/secretRotation:SecretRotation",
        reason=(
            "Pods read the password when they start, and all of them have the wrong one from the"
            " moment of its change. Who starts them anew each quarter says so: password_days."
        ),
    ),
    Suppression(
        rule="CKV_AWS_157",
        kind=_DATABASE,
        name="*-replica-*",
        reason="A replica is a second machine itself; what it holds, its source holds twice.",
    ),
    Suppression(
        rule="CKV_AWS_293",
        kind=_DATABASE,
        name="*-replica-*",
        reason="It holds nothing that its protected source does not hold, and goes before it.",
    ),
    Suppression(
        rule="CKV_AWS_145",
        kind=_BUCKET,
        name="logs",
        reason="S3 delivers logs of requests only to buckets that its own key encrypts.",
    ),
    Suppression(
        rule="CKV_AWS_144",
        kind=_BUCKET,
        stack="tests/everything",
        reason=(
            "A stack lives in the one region it names; a copy in another one is for who has to"
            " outlive the loss of a region. Old versions stay for a month."
        ),
    ),
    Suppression(
        rule="CKV2_AWS_62",
        kind=_BUCKET,
        stack="tests/everything",
        reason="Nothing in these stacks acts on the arrival of an object.",
    ),
    Suppression(
        rule="CKV_AWS_290",
        kind=_ROLE_POLICY,
        name="aws-load-balancer-controller",
        reason=(
            "Load balancers and security groups have no ARN before they are made. It can make"
            " them, load balancers only with the cluster's tag, and change what carries the tag;"
            " this rule reads no conditions. The controller's own published policy asks for more."
        ),
    ),
    Suppression(
        rule="CKV_AWS_355",
        kind=_ROLE_POLICY,
        name="aws-load-balancer-controller",
        reason=(
            "It looks for subnets, groups and certificates by tag and host name, so it has to see"
            " all of them; for the rest see CKV_AWS_290."
        ),
    ),
    Suppression(
        rule="CKV2_AWS_38",
        kind=_ZONE,
        reason=(
            "Signing needs a key in us-east-1 and a record at whoever sells the domain, which"
            " nothing here can set; signed without it, the zone proves nothing to anybody."
        ),
    ),
    Suppression(
        rule="CKV2_AWS_39",
        kind=_ZONE,
        reason=(
            "Queries are logged to us-east-1 only, outside the region that a stack names, and"
            " nobody has asked who looks its public hosts up."
        ),
    ),
)
"""Against cloud resources."""
