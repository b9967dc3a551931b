"""From a stack file to what the engine is asked for."""

from pathlib import Path

import pytest

from cli.target import Target
from components.workload.manifests import pod_template
from stacks.shapes import shapes
from tests.plan import Plan, Recorded, Secret, assert_house_rules, reveal
from tests.recording.answers import GENERATED_SECRET
from tests.shipped import SHIPPED, planned, resolved
from tests.stacks import platforms

EVERY_STACK = pytest.mark.parametrize("target", SHIPPED, ids=lambda target: target.reference)
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
STATEFUL_SET = "kubernetes:apps/v1:StatefulSet"
RELEASE = "kubernetes:helm.sh/v3:Release"
SECRET = "kubernetes:core/v1:Secret"
CLAIM = "kubernetes:core/v1:PersistentVolumeClaim"
NAMESPACE = "kubernetes:core/v1:Namespace"
SERVICE = "kubernetes:core/v1:Service"
OBJECT = "kubernetes:"
ADDON = "plinth:addons:Chart"

STORES = """\
databases: {main: {kind: in_cluster, version: "17", deletion: POLICY}}
caches: {queue: {kind: in_cluster, version: "8.1", deletion: delete}}
"""


def of_kubernetes(planned: Plan) -> list[Recorded]:
    return [r for r in planned.resources if r.type.startswith(OBJECT)]


def pod_makers(planned: Plan) -> dict[str, Recorded]:
    return {r.name: r for r in (*planned.of(DEPLOYMENT), *planned.of(STATEFUL_SET))}


@EVERY_STACK
def test_the_pods_asked_for_are_those_of_the_shapes(target: Target) -> None:
    stack = resolved(target).spec
    whole = planned(target)
    addons = {each.urn for each in whole.of(ADDON)}
    made = {n: m for n, m in pod_makers(whole).items() if m.parent_urn not in addons}
    found = shapes(stack)
    assert {shape.name for shape in found.values()} == set(made)
    for shape in found.values():
        recorded = made[shape.name]
        assert recorded.at("metadata", "namespace") == shape.namespace
        assert recorded.at("spec", "selector", "matchLabels") == shape.selector
        asked = platforms.as_recorded(pod_template(shape, {}, {}))
        assert recorded.at("spec", "template", "spec") == asked


@EVERY_STACK
def test_labels_reach_every_object_and_every_pod_and_no_selector(target: Target) -> None:
    stack = resolved(target).spec
    made = planned(target)
    wanted = {
        **stack.labels,
        "app.kubernetes.io/part-of": target.project,
        "app.kubernetes.io/managed-by": "plinth",
    }
    for resource in of_kubernetes(made):
        if resource.type == RELEASE:
            continue  # its chart puts them on: see the values of each add-on
        labels = reveal(resource.at("metadata", "labels"))
        assert isinstance(labels, dict)
        assert labels.items() >= wanted.items(), resource.urn
        assert labels["app.kubernetes.io/name"] == resource.at("metadata", "name")
    for resource in pod_makers(made).values():
        labels = reveal(resource.at("spec", "template", "metadata", "labels"))
        assert isinstance(labels, dict)
        assert labels.items() >= wanted.items(), resource.urn
        assert resource.at("spec", "selector") == {
            "matchLabels": {"app.kubernetes.io/name": resource.name}
        }


@EVERY_STACK
def test_the_same_stack_asks_for_the_same_twice(target: Target) -> None:
    assert planned(target) == planned(target)


@EVERY_STACK
def test_every_value_of_a_secret_is_marked_and_nothing_else_holds_one(target: Target) -> None:
    made = planned(target)
    for secret in made.of(SECRET):
        held = secret.inputs["stringData"]
        values = held.values() if isinstance(held, dict) else [held]
        assert all(isinstance(value, Secret) for value in values), secret.urn
    for resource in of_kubernetes(made):
        if resource.type != SECRET:
            assert resource.inputs == reveal(resource.inputs), f"{resource.urn} holds a secret"


@EVERY_STACK
def test_nothing_under_an_autoscaler_says_how_many_pods_there_are(target: Target) -> None:
    made = planned(target)
    scaled = {r.name for r in made.of("kubernetes:autoscaling/v2:HorizontalPodAutoscaler")}
    for deployment in made.of(DEPLOYMENT):
        spec = deployment.inputs["spec"]
        assert isinstance(spec, dict)
        assert ("replicas" in spec) == (deployment.name not in scaled)


def test_two_places_never_share_a_logical_name(tmp_path: Path) -> None:
    patch = """\
namespaces: {a: {}, a-b: {}, app: null}
configs: {b-c: {values: {X: x}}, c: {values: {Y: y}}}
secrets: {digest-key: {kind: generated, object: b-c}, other: {kind: generated, object: c}}
workloads:
  web: {namespace: a, configs: {b-c: {}}, secret_env: {K: digest-key}}
  job: {namespace: a-b, configs: {c: {}}, secret_env: {K: other}}
"""
    made = platforms.planned(tmp_path, patch)
    assert {s.id for s in made.of(SECRET)} == {"a/b-c", "a-b/c"}
    assert_house_rules(made)


def test_a_secret_value_lies_where_the_stack_file_says_and_is_the_same_everywhere(
    tmp_path: Path,
) -> None:
    patch = """\
namespaces: {edge: {}}
secrets:
  token: {kind: generated}
  api-key: {kind: supplied, object: third-party, key: API_KEY}
  other: {kind: supplied, object: third-party, key: OTHER}
  found: {kind: existing, object: by-hand, key: KEY}
  unused: {kind: generated}
workloads:
  web: {namespace: app, secret_env: {TOKEN: token, KEY: api-key, FOUND: found}}
  job: {namespace: edge, secret_env: {TOKEN: token}}
"""
    made = platforms.planned(tmp_path, patch)
    held = {s.id: reveal(s.at("stringData")) for s in made.of(SECRET)}
    third = {
        name: platforms.SENTINEL + key for name, key in (("API_KEY", "api-key"), ("OTHER", "other"))
    }
    assert held == {
        "app/token": {"value": GENERATED_SECRET},
        "edge/token": {"value": GENERATED_SECRET},
        "app/third-party": third,
    }, "one Secret is whole wherever one key is used; what exists already is not made"
    generated = [r.name for r in made.resources if r.type.endswith("/plinth:GeneratedSecret")]
    assert sorted(generated) == ["digest_key", "token"]
    env = reveal(made.one(DEPLOYMENT, "web").at("spec", "template", "spec", "containers", 0, "env"))
    assert env == [
        _from_secret("TOKEN", "token", "value"),
        _from_secret("KEY", "third-party", "API_KEY"),
        _from_secret("FOUND", "by-hand", "KEY"),
    ]


def _from_secret(name: str, secret: str, key: str) -> dict[str, object]:
    return {"name": name, "valueFrom": {"secretKeyRef": {"name": secret, "key": key}}}


def test_a_caller_elsewhere_gets_a_copy_of_the_connection_and_waits_for_the_store(
    tmp_path: Path,
) -> None:
    patch = STORES.replace("POLICY", "delete") + (
        "namespaces: {data: {}}\n"
        "workloads: {web: {namespace: app, calls: [database.main]}, job: {namespace: data}}"
    )
    patch = patch.replace('"17",', '"17", namespace: data,').replace(
        '"8.1",', '"8.1", namespace: app,'
    )
    made = platforms.planned(tmp_path, patch)
    held = {s.id: reveal(s.at("stringData")) for s in made.of(SECRET)}
    assert held["app/database-main"] == held["data/database-main"]
    assert set(held) == {"app/database-main", "data/database-main", "app/cache-queue"}
    store = made.one(STATEFUL_SET, "database-main")
    assert store.urn in made.one(DEPLOYMENT, "web").depends_on
    assert store.urn not in made.one(DEPLOYMENT, "job").depends_on


def test_a_connection_says_how_to_reach_the_store(tmp_path: Path) -> None:
    patch = STORES.replace("POLICY", "delete")
    made = platforms.planned(tmp_path, patch)
    host = "database-main.app.svc.cluster.local"
    assert reveal(made.one(SECRET, "database-main").at("stringData")) == {
        "host": host,
        "port": "5432",
        "user": "plinth",
        "name": "main",
        "password": GENERATED_SECRET,
        "url": f"postgresql://plinth:{GENERATED_SECRET}@{host}:5432/main",
        "read_hosts": host,
        "read_url": f"postgresql://plinth:{GENERATED_SECRET}@{host}:5432/main",
    }
    assert reveal(made.one(SECRET, "cache-queue").at("stringData")) == {
        "host": "cache-queue.app.svc.cluster.local",
        "port": "6379",
        "password": GENERATED_SECRET,
        "url": f"redis://:{GENERATED_SECRET}@cache-queue.app.svc.cluster.local:6379/0",
    }


EXISTING = "cluster: {distribution: existing, context: lab}\n"


@pytest.mark.parametrize(
    ("policy", "head", "protected", "retained"),
    [
        ("protect", "", True, False),
        ("retain", EXISTING, False, True),
        ("delete", "", False, False),
    ],
)
def test_a_deletion_policy_holds_for_the_volume_and_for_what_would_take_it_along(
    tmp_path: Path, policy: str, head: str, protected: bool, retained: bool
) -> None:
    made = platforms.planned(tmp_path, head + STORES.replace("POLICY", policy))
    volume = made.one(CLAIM, "database-main")
    assert (volume.protect, volume.retain_on_delete) == (protected, retained)
    assert made.one(NAMESPACE, "app").retain_on_delete is retained, "else the volume goes with it"
    secret = made.one(SECRET, "database-main")
    assert secret.retain_on_delete is retained, "a volume is of no use without its password"
    other = made.one(CLAIM, "cache-queue")
    assert (other.protect, other.retain_on_delete) == (False, False)


def test_no_object_goes_unnoticed_with_the_cluster(tmp_path: Path) -> None:
    made = platforms.planned(tmp_path, STORES.replace("POLICY", "delete"))
    reason = "a destroy that stops half-way would leave objects that the state does not know"
    assert {r.deleted_with for r in made.resources} == {None}, reason


def test_an_existing_cluster_is_adopted_by_file_and_context(tmp_path: Path) -> None:
    made = platforms.planned(tmp_path, EXISTING)
    adopted = made.one("pulumi-python:dynamic/plinth:ExistingCluster", "cluster")
    assert {k: v for k, v in adopted.inputs.items() if v is not None} == {
        "context": "lab",
        "kubeconfig_file": "~/.kube/config",
    }
    assert adopted.additional_secret_outputs == ("kubeconfig",)
    assert isinstance(made.one("pulumi:providers:kubernetes", "cluster").at("kubeconfig"), Secret)
    assert_house_rules(made)


def test_node_ports_are_what_a_platform_tells_the_outside(tmp_path: Path) -> None:
    made = platforms.planned(tmp_path, "workloads: {web: {service_type: NodePort}}")
    assert set(made.outputs) == {"node_ports"}
    assert made.one(SERVICE, "web").at("spec", "type") == "NodePort"
