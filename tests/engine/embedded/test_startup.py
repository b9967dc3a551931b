"""The start of a control plane, as far as it needs none."""

from pathlib import Path

import pytest

from engine.embedded import binaries, startup
from engine.embedded.errors import ClusterError
from engine.embedded.home import ClusterHome


@pytest.fixture
def home(tmp_path: Path) -> ClusterHome:
    return ClusterHome("dev", tmp_path)


def test_ports_that_are_taken_again_and_again_end_in_an_error(
    home: ClusterHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[ClusterHome] = []
    monkeypatch.setattr(startup, "_start_missing", rounds.append)
    monkeypatch.setattr(startup, "_wait", lambda _: len(rounds) > 20)
    with pytest.raises(ClusterError) as caught:
        startup.start(home)
    assert len(rounds) == 5
    assert "in each of 5 rounds another program took one of its ports" in caught.value.why
    assert str(home.logs / "plinth.log") in caught.value.why
    assert "26000 to 29999" in caught.value.way_out


def test_a_port_that_is_taken_once_is_no_error(
    home: ClusterHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[ClusterHome] = []
    monkeypatch.setattr(startup, "_start_missing", rounds.append)
    monkeypatch.setattr(startup, "_wait", lambda _: len(rounds) == 2)
    startup.start(home)
    assert len(rounds) == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [", "line 1: expected the node content"),
        ("components: [{name: etcd}]", "'binary'"),
        ("components: []", "it has no etcd, kube-apiserver"),
    ],
)
def test_damaged_notes_of_a_cluster_are_named_with_a_way_out(
    home: ClusterHome, text: str, why: str
) -> None:
    home.folder.mkdir(parents=True)
    home.config.write_text(text)
    with pytest.raises(ClusterError) as caught:
        startup.components(home)
    assert caught.value.what == "the embedded cluster dev is damaged"
    assert str(home.config) in caught.value.why
    assert why in caught.value.why
    assert "./plinth destroy" in caught.value.way_out


def test_kwok_alone_reads_what_pods_use_where_the_cluster_has_a_metrics_server(
    home: ClusterHome,
) -> None:
    home.folder.mkdir(parents=True)
    rows = ", ".join(f"{{name: {n}, binary: x, args: [-a]}}" for n in binaries.COMPONENTS)
    home.config.write_text(f"components: [{rows}]")
    assert {item.args for item in startup.components(home)} == {("-a",)}
    home.metrics.touch()
    changed = {item.name: item.args for item in startup.components(home) if item.args != ("-a",)}
    assert changed == {"kwok-controller": ("-a", f"--config={home.metrics}")}
