"""Which objects a stack needs, and in which namespaces."""

from pathlib import Path

from stacks.placement import (
    Place,
    borrowed_connections,
    brought_connections,
    config_places,
    connection_homes,
    holds_retained,
    kept_parts,
    namespace_of,
    secret_places,
)
from stacks.spec import StackSpec
from tests.components import cloud_kit
from tests.stacks.platforms import spec

PATCH = """\
namespaces: {data: {}, edge: {}}
configs: {settings: {values: {X: x}}, unused: {values: {Y: y}}}
secrets:
  a: {kind: generated, object: keys, key: A}
  b: {kind: supplied, object: keys, key: B}
  c: {kind: existing, object: by-hand, key: C}
  unused: {kind: generated}
cluster: {distribution: existing, context: lab}
databases: {main: {kind: in_cluster, version: "17", namespace: data, deletion: retain}}
caches:
  queue: {kind: in_cluster, version: "8.1", namespace: data}
  pages: {kind: in_cluster, version: "8.1", namespace: edge, deletion: delete}
workloads:
  web:
    namespace: edge
    configs: {settings: {}}
    secret_env: {A: a, C: c}
    calls: [database.main, cache.pages, internet]
  job: {namespace: app, configs: {settings: {}}}
"""


def stack(folder: Path) -> StackSpec:
    return spec(folder, PATCH)


def test_no_namespace_means_the_only_one(tmp_path: Path) -> None:
    only = spec(tmp_path, "labels: {}")
    assert (namespace_of(only, None), namespace_of(only, "app")) == ("app", "app")


def test_a_config_is_wherever_it_is_used(tmp_path: Path) -> None:
    assert config_places(stack(tmp_path)) == (Place("app", "settings"), Place("edge", "settings"))


def test_a_secret_is_whole_wherever_one_key_is_used_and_what_exists_is_left_alone(
    tmp_path: Path,
) -> None:
    assert secret_places(stack(tmp_path)) == {Place("edge", "keys"): {"A": "a", "B": "b"}}


def test_a_login_of_a_registry_is_wherever_its_images_are_used(tmp_path: Path) -> None:
    patch = (
        "namespaces: {edge: {}}\n"
        "secrets: {ghcr: {kind: supplied, key: .dockerconfigjson}}\n"
        "workloads: {web: {namespace: edge, pull_secrets: [ghcr]}, job: {namespace: app}}"
    )
    places = {Place("edge", "ghcr"): {".dockerconfigjson": "ghcr"}}
    assert secret_places(spec(tmp_path, patch)) == places


def test_what_keeps_data_has_a_deletion_policy_and_a_folder_has_none(tmp_path: Path) -> None:
    patch = PATCH + (
        "volumes:\n"
        "  lists: {kind: claim, storage: 1Gi, namespace: edge, deletion: retain}\n"
        "  folder: {kind: host_path, storage: 1Gi, path: /srv, namespace: app}\n"
    )
    given = spec(tmp_path, patch)
    assert {path: kept.deletion for path, kept in kept_parts(given).items()} == {
        ("databases", "main"): "retain",
        ("caches", "queue"): "protect",
        ("caches", "pages"): "delete",
        ("volumes", "lists"): "retain",
    }
    held = {name: holds_retained(given, name) for name in given.namespaces}
    assert held == {"app": False, "data": True, "edge": True}


def test_a_connection_is_beside_its_store_and_copied_for_callers_elsewhere(tmp_path: Path) -> None:
    given = stack(tmp_path)
    assert connection_homes(given) == {
        "database.main": Place("data", "database-main"),
        "cache.queue": Place("data", "cache-queue"),
        "cache.pages": Place("edge", "cache-pages"),
    }
    assert borrowed_connections(given) == {Place("edge", "database-main"): "database.main"}


def test_a_namespace_holds_what_is_to_stay_where_such_a_store_is(tmp_path: Path) -> None:
    given = stack(tmp_path)
    held = {name: holds_retained(given, name) for name in given.namespaces}
    assert held == {"app": False, "data": True, "edge": False}


def test_what_lies_in_a_cloud_is_kept_too_and_holds_no_namespace(tmp_path: Path) -> None:
    patch = (
        f"{cloud_kit.rds('deletion: retain')}\n"
        "buckets: {uploads: {kind: s3}}\n"
        "registries: {web: {kind: ecr}, hub: {kind: ecr_cache, upstream: quay.io}}\n"
        "volumes: {files: {kind: efs, deletion: retain}}\n"
    )
    given = spec(tmp_path, patch, cloud_kit.BASE)
    assert {path: kept.deletion for path, kept in kept_parts(given).items()} == {
        ("databases", "main"): "retain",
        ("buckets", "uploads"): "protect",
        ("registries", "web"): "protect",
        ("volumes", "files"): "retain",
    }
    assert not holds_retained(given, "app")
    assert brought_connections(given) == {Place("app", "database-main"): "database.main"}
