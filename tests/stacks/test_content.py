"""What the configs of a stack hold."""

from pathlib import Path

from components.config.spec import MAX_BYTES
from stacks.content import read_content
from tests.plan import reveal
from tests.stacks.platforms import planned, refused, resolved

ROUTE = "configs: {route: {values: {LEVEL: info}, files: {r.gpx: routes/r.gpx}}}\n"
USED = ROUTE + "workloads: {web: {configs: {route: {mounts: {r.gpx: /app/r.gpx}}}}}"
CONFIG_MAP = "kubernetes:core/v1:ConfigMap"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"


def put(folder: Path, content: bytes) -> None:
    (folder / "routes").mkdir(exist_ok=True)
    (folder / "routes" / "r.gpx").write_bytes(content)


def test_values_and_files_are_held_as_bytes(tmp_path: Path) -> None:
    put(tmp_path, b"\xff\x00")
    stack = resolved(tmp_path, ROUTE)
    assert read_content(stack, tmp_path) == {"route": {"LEVEL": b"info", "r.gpx": b"\xff\x00"}}


def test_a_route_of_450_kilobytes_reaches_its_config_map(tmp_path: Path) -> None:
    text = "<trkpt/>\n" * 50_000
    put(tmp_path, text.encode())
    held = planned(tmp_path, USED).one(CONFIG_MAP, "app.route")
    assert held.at("data") == {"LEVEL": "info", "r.gpx": text}


def test_a_config_of_exactly_one_mebibyte_is_accepted_and_a_byte_more_refused(
    tmp_path: Path,
) -> None:
    put(tmp_path, b"x" * (MAX_BYTES - len("info")))
    assert read_content(resolved(tmp_path, ROUTE), tmp_path)
    put(tmp_path, b"x" * (MAX_BYTES - len("info") + 1))
    assert refused(tmp_path, ROUTE) == [
        (
            ":4 configs.route: holds 1,048,577 bytes; Kubernetes refuses ConfigMaps of more than"
            " 1,048,576 (1 MiB): put the file into the image or on a volume"
        )
    ]


def test_a_file_that_cannot_be_read_is_refused_where_it_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path, ROUTE) == [
        (
            ':4 configs.route.files."r.gpx": routes/r.gpx cannot be read: no such file or'
            f" directory; paths are relative to {tmp_path}"
        )
    ]


def test_new_content_rolls_the_pods_that_read_it_and_no_others(tmp_path: Path) -> None:
    put(tmp_path, b"one")
    before = planned(tmp_path, USED)
    put(tmp_path, b"two")
    after = planned(tmp_path, USED)
    for name, changes in (("web", True), ("job", False)):
        template = [p.one(DEPLOYMENT, name).at("spec", "template") for p in (before, after)]
        assert (template[0] != template[1]) is changes, name


def test_new_values_of_a_secret_roll_the_pods_and_stand_nowhere(tmp_path: Path) -> None:
    patch = "secrets: {%s: {kind: supplied, object: keys, key: k}}\n"
    use = "workloads: {web: {secret_env: {K: %s}}}"
    noted: set[str] = set()
    for name in ("first", "second"):
        made = planned(tmp_path, patch % name + use % name)
        template = made.one(DEPLOYMENT, "web").at("spec", "template")
        assert f"sentinel-of-{name}" not in str(reveal(template))
        noted.add(str(template))
    assert len(noted) == 2, "the value differs and nothing else does"
