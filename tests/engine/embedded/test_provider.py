"""The embedded cluster as the engine sees it."""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dill
import pytest
from pulumi.dynamic.dynamic import serialize_provider

from engine.embedded import kwok
from engine.embedded.api import Api
from engine.embedded.home import ClusterHome
from engine.embedded.pools import Json, Pool, Taint, pools_to_json
from engine.embedded.provider import KwokClusterProvider

PROVIDER = KwokClusterProvider()
DEFAULT = Pool(name="default", nodes=2)
GPU = Pool(name="gpu", taints=(Taint("gpu"),))
INPUTS: dict[str, Any] = {
    "name": "dev",
    "pools": pools_to_json([GPU, DEFAULT]),
    "metrics": "none",
    "__provider": "x",
}
WITH_METRICS = {**INPUTS, "metrics": "served"}
BEFORE_METRICS = {key: value for key, value in INPUTS.items() if key != "metrics"}


@pytest.fixture(autouse=True)
def clusters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLINTH_CLUSTERS", str(tmp_path / "clusters"))
    return tmp_path / "clusters"


def with_pools(*pools: Pool) -> dict[str, Any]:
    return {**INPUTS, "pools": pools_to_json(pools)}


def test_the_class_travels_by_reference_and_always_looks_the_same() -> None:
    text = serialize_provider(KwokClusterProvider())
    assert text == serialize_provider(KwokClusterProvider())
    assert len(text) < 200
    assert type(dill.loads(base64.b64decode(text))) is KwokClusterProvider


@pytest.mark.parametrize(
    ("news", "field", "message"),
    [
        ({"name": "Dev"}, "name", "'Dev' cannot be the name of a cluster"),
        ({"pools": [{"name": "a", "cpu": "x"}]}, "pools", "cpu must be a quantity"),
        ({"pools": [{"name": "a"}, {"name": "a"}]}, "pools", "these are not: a"),
        ({"metrics": True}, "metrics", "metrics must be served or none, got True"),
    ],
)
def test_wrong_inputs_are_refused_before_anything_happens(
    news: Mapping[str, Json], field: str, message: str
) -> None:
    (failure,) = PROVIDER.check({}, {**INPUTS, **news}).failures
    assert failure.property == field
    assert message in failure.reason


def test_right_inputs_pass_unchanged() -> None:
    result = PROVIDER.check({}, INPUTS)
    assert (result.inputs, result.failures) == (INPUTS, [])


@pytest.mark.parametrize(
    ("olds", "news", "changes", "replaces"),
    [
        (INPUTS, INPUTS, False, []),
        (INPUTS, {**INPUTS, "__provider": "another version"}, False, []),
        (with_pools(DEFAULT, GPU), with_pools(GPU, DEFAULT), False, []),
        ({**INPUTS, "kubeconfig": "k", "endpoint": "e"}, INPUTS, False, []),
        (INPUTS, {**INPUTS, "pools": [{"name": "default", "nodes": 2.0}]}, True, []),
        (INPUTS, with_pools(DEFAULT), True, []),
        (with_pools(DEFAULT, DEFAULT, GPU), INPUTS, True, []),
        (BEFORE_METRICS, INPUTS, False, []),
        (BEFORE_METRICS, WITH_METRICS, True, []),
        (WITH_METRICS, INPUTS, True, []),
        (INPUTS, {**INPUTS, "name": "other"}, True, ["name"]),
    ],
)
def test_only_pools_metrics_and_the_name_make_a_difference(
    olds: Mapping[str, Json], news: Mapping[str, Json], changes: bool, replaces: list[str]
) -> None:
    result = PROVIDER.diff("dev", olds, news)
    assert (result.changes, result.replaces) == (changes, replaces)
    assert result.delete_before_replace is True


def test_a_cluster_that_is_gone_reads_as_gone() -> None:
    result = PROVIDER.read("dev", {**INPUTS, "kubeconfig": "old"})
    assert (result.id, result.outs) == ("", {})


def test_a_cluster_that_was_never_finished_reads_as_gone(clusters: Path) -> None:
    (clusters / "clusters" / "dev").mkdir(parents=True)
    (clusters / "clusters" / "dev" / "kwok.yaml").write_text("options: {}\n")
    assert PROVIDER.read("dev", INPUTS).id == ""


def test_deleting_what_is_gone_is_no_error(clusters: Path) -> None:
    PROVIDER.delete("dev", INPUTS)
    assert not clusters.exists()


@pytest.mark.live
def test_create_read_update_and_delete_of_a_real_cluster(
    tools_on_path: Path, clusters: Path
) -> None:
    assert tools_on_path.is_dir()
    home = ClusterHome("dev", clusters)
    try:
        created = PROVIDER.create(INPUTS)
        outs: Any = created.outs
        assert created.id == "dev"
        assert outs["pools"] == INPUTS["pools"]
        assert outs["kubeconfig"] == Path(outs["kubeconfig_path"]).read_text()
        assert f"server: {outs['endpoint']}" in outs["kubeconfig"]
        assert PROVIDER.create(INPUTS).outs == outs, "adopted"

        kwok.stop(home)
        assert PROVIDER.read("dev", outs).outs == outs, "started again"

        with Api(home.folder / "pki", int(outs["endpoint"].rpartition(":")[2])) as api:
            api.delete("/api/v1/nodes/default-0")
        drifted: Any = PROVIDER.read("dev", outs).outs
        assert drifted["pools"] == pools_to_json([Pool(name="default"), GPU])
        assert PROVIDER.diff("dev", drifted, INPUTS).changes is True
        assert PROVIDER.update("dev", drifted, INPUTS).outs == outs
        served: Any = PROVIDER.update("dev", outs, WITH_METRICS).outs
        assert served == {**outs, "metrics": "served"}
        assert PROVIDER.read("dev", served).outs == served
    finally:
        PROVIDER.delete("dev", INPUTS)
    assert kwok.state(home) == kwok.Absent()
    assert not clusters.exists()
