"""Types and digests of secrets."""

from pathlib import Path

from components.secret.kubernetes_secret import keyed_digest, secret_type
from tests.stacks.platforms import planned

SECRET = "kubernetes:core/v1:Secret"


def test_a_keyed_digest_changes_with_key_names_and_values() -> None:
    base = keyed_digest("key", {"a": "1", "b": "2"})
    assert keyed_digest("key", {"b": "2", "a": "1"}) == base
    others = [
        keyed_digest("other", {"a": "1", "b": "2"}),
        keyed_digest("key", {"a": "1", "b": "3"}),
        keyed_digest("key", {"a": "1", "c": "2"}),
        keyed_digest("key", {"a": "1"}),
    ]
    assert len({base, *others}) == 5


def test_a_keyed_digest_holds_no_value() -> None:
    assert "sentinel" not in keyed_digest("key", {"a": "sentinel"})


def test_a_login_of_a_registry_is_of_the_type_that_nodes_look_for() -> None:
    assert secret_type({".dockerconfigjson"}) == "kubernetes.io/dockerconfigjson"
    assert secret_type({".dockerconfigjson", "more"}) == "kubernetes.io/dockerconfigjson"
    assert secret_type({"value", "dockerconfigjson"}) == "Opaque"


def test_a_login_lies_where_its_workload_is_and_the_pods_name_it(tmp_path: Path) -> None:
    patch = (
        "secrets: {ghcr: {kind: supplied, object: registry, key: .dockerconfigjson}}\n"
        "workloads: {web: {pull_secrets: [ghcr]}}"
    )
    made = planned(tmp_path, patch)
    assert [s.id for s in made.of(SECRET)] == ["app/registry"]
    assert made.one(SECRET, "app.registry").at("type") == "kubernetes.io/dockerconfigjson"
    pod = ("spec", "template", "spec", "imagePullSecrets")
    assert made.one("kubernetes:apps/v1:Deployment", "web").at(*pod) == [{"name": "registry"}]
