"""Which tools a run of a local stack gets."""

from pathlib import Path

import pytest

from cli.stack import tool_sets
from engine.embedded.home import ClusterHome
from tests.stacks.platforms import spec

ALWAYS = ["pulumi", "kubernetes"]
HPA = "workloads: {job: {scaling: {kind: hpa, min: 1, max: 3, targets: {cpu_percent: 70}}}}"
ELSEWHERE = "cluster: {distribution: existing, context: lab}"


@pytest.fixture
def home(tmp_path: Path) -> ClusterHome:
    return ClusterHome("toy", tmp_path / "clusters")


@pytest.mark.parametrize(
    ("patch", "names"),
    [
        ("labels: {}", ALWAYS),
        (HPA, [*ALWAYS, "metrics-server"]),
        (f"{HPA}\n{ELSEWHERE}", ALWAYS),
    ],
)
def test_a_metrics_server_is_had_for_autoscalers_on_the_embedded_cluster_alone(
    tmp_path: Path, home: ClusterHome, patch: str, names: list[str]
) -> None:
    assert [tools.name for tools in tool_sets(spec(tmp_path, patch), home)] == names


@pytest.mark.parametrize("patch", ["labels: {}", ELSEWHERE])
def test_a_cluster_that_has_a_metrics_server_gets_it_to_start_though_nothing_asks_for_it_now(
    tmp_path: Path, home: ClusterHome, patch: str
) -> None:
    home.folder.mkdir(parents=True)
    home.metrics.touch()
    names = [tools.name for tools in tool_sets(spec(tmp_path, patch), home)]
    assert names == [*ALWAYS, "metrics-server"]
