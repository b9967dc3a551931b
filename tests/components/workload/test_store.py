"""A single server with a volume of its own."""

from pathlib import Path

from tests.plan import Secret
from tests.stacks.platforms import planned

PATCH = """\
databases:
  main: {kind: in_cluster, version: "17", storage: 5Gi, resources: {limits: {memory: 1Gi}}}
"""
STATEFUL_SET = "kubernetes:apps/v1:StatefulSet"
CLAIM = "kubernetes:core/v1:PersistentVolumeClaim"
SERVICE = "kubernetes:core/v1:Service"


def test_a_store_is_one_pod_that_finds_its_volume_again(tmp_path: Path) -> None:
    made = planned(tmp_path, PATCH)
    store = made.one(STATEFUL_SET, "database-main")
    assert store.at("spec", "replicas") == 1
    assert store.at("spec", "serviceName") == "database-main"
    claim = made.one(CLAIM, "database-main")
    assert claim.at("spec") == {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "5Gi"}},
    }
    volumes = store.at("spec", "template", "spec", "volumes")
    assert {"name": "data", "persistentVolumeClaim": {"claimName": "database-main"}} in list(
        volumes if isinstance(volumes, list) else []
    )
    assert claim.urn in store.depends_on


def test_a_store_answers_at_one_name_without_an_address_of_its_own(tmp_path: Path) -> None:
    assert planned(tmp_path, PATCH).one(SERVICE, "database-main").at("spec") == {
        "clusterIP": "None",
        "selector": {"app.kubernetes.io/name": "database-main"},
        "ports": [{"name": "postgres", "port": 5432, "targetPort": "postgres", "protocol": "TCP"}],
    }


def test_a_store_hands_out_its_connection_as_a_secret(tmp_path: Path) -> None:
    outputs = planned(tmp_path, PATCH).one("plinth:workload:Store", "database-main").outputs
    assert outputs is not None
    connection = outputs["connection"]
    assert isinstance(connection, dict)
    assert isinstance(connection["password"], Secret)
    assert isinstance(connection["url"], Secret)
    assert connection["host"] == "database-main.app.svc.cluster.local"


def test_the_password_of_a_protected_volume_is_protected_with_it(tmp_path: Path) -> None:
    made = planned(tmp_path, PATCH)
    for kind in (
        CLAIM,
        "kubernetes:core/v1:Secret",
        "pulumi-python:dynamic/plinth:GeneratedSecret",
    ):
        assert made.one(kind, "database-main").protect, kind
    assert not made.one(STATEFUL_SET, "database-main").protect
    free = planned(tmp_path, PATCH.replace("storage", "deletion: delete, storage"))
    assert not free.one("kubernetes:core/v1:Secret", "database-main").protect
