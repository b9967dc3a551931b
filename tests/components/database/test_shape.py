"""The pods of in-cluster stores: where their images write, and as whom."""

from components.cache.shape import valkey_shape
from components.cache.spec import InClusterValkeySpec
from components.database.shape import database_name, postgres_shape
from components.database.spec import InClusterPostgresSpec
from components.workload.pods import ClaimVolume, KeyEnv, PodShape
from components.workload.probes import ExecProbeSpec

POSTGRES = postgres_shape("main", InClusterPostgresSpec(kind="in_cluster", version="17"), "data")
VALKEY = valkey_shape("queue", InClusterValkeySpec(kind="in_cluster", version="8.1"), "data")


def written(shape: PodShape) -> dict[str, type]:
    volumes = {volume.name: type(volume) for volume in shape.volumes}
    return {mount.path: volumes[mount.volume] for mount in shape.mounts}


def test_postgres_writes_to_its_volume_its_socket_folder_and_a_scratch_folder() -> None:
    paths = written(POSTGRES)
    assert set(paths) == {"/var/lib/postgresql/data", "/var/run/postgresql", "/tmp"}
    assert paths["/var/lib/postgresql/data"] is ClaimVolume
    env = {e.name: e for e in POSTGRES.env}
    assert getattr(env["PGDATA"], "value", "").startswith("/var/lib/postgresql/data/"), (
        "the root of a volume may hold lost+found, and initdb wants an empty folder"
    )
    assert env["POSTGRES_PASSWORD"] == KeyEnv(
        name="POSTGRES_PASSWORD", source="secret", object="database-main", key="password"
    )


def test_valkey_writes_to_its_volume_only_and_appends_every_write() -> None:
    assert written(VALKEY) == {"/data": ClaimVolume}
    assert VALKEY.args[:5] == ("valkey-server", "--dir", "/data", "--appendonly", "yes")


def test_both_run_as_the_user_of_their_image_who_owns_the_volume() -> None:
    assert [(s.user, s.group) for s in (POSTGRES, VALKEY)] == [(999, 999), (999, 999)]


def test_valkey_is_not_ready_while_it_still_loads_its_data() -> None:
    readiness = VALKEY.probes.readiness
    assert isinstance(readiness, ExecProbeSpec)
    assert readiness.command == ("valkey-cli", "-e", "ping")


def test_a_databases_name_inside_the_server_needs_no_quotes() -> None:
    assert database_name("order-items") == "order_items"
