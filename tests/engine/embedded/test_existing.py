"""A context of somebody else's kubeconfig, adopted."""

from pathlib import Path
from typing import Any

import pytest

from engine.embedded.errors import ClusterError
from engine.embedded.existing import ExistingClusterProvider

PROVIDER = ExistingClusterProvider()
CONFIG = """
contexts:
- {name: mini, context: {cluster: mini, user: mini}}
- {name: other, context: {cluster: mini}}
clusters:
- {name: mini, cluster: {server: "https://127.0.0.1:8443"}}
users:
- {name: mini, user: {token: t}}
"""


@pytest.fixture
def inputs(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "config").write_text(CONFIG)
    return {"kubeconfig_file": str(tmp_path / "config"), "context": "mini", "__provider": "x"}


def test_it_reads_the_context_and_leaves_the_file_alone(inputs: dict[str, Any]) -> None:
    file = Path(inputs["kubeconfig_file"])
    created = PROVIDER.create(inputs)
    outs: Any = created.outs
    assert created.id == "mini"
    assert outs["endpoint"] == "https://127.0.0.1:8443"
    assert "token: t" in outs["kubeconfig"]
    assert "other" not in outs["kubeconfig"]
    PROVIDER.delete("mini", outs)
    assert file.read_text() == CONFIG


def test_the_home_folder_may_be_written_as_a_tilde(
    inputs: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(Path(inputs["kubeconfig_file"]).parent))
    outs: Any = PROVIDER.create({**inputs, "kubeconfig_file": "~/config"}).outs
    assert outs["kubeconfig_file"] == "~/config"
    assert outs["endpoint"] == "https://127.0.0.1:8443"


def test_a_refresh_sees_what_the_file_says_now(inputs: dict[str, Any]) -> None:
    olds: Any = PROVIDER.create(inputs).outs
    file = Path(inputs["kubeconfig_file"])
    file.write_text(CONFIG.replace("8443", "9443"))
    news: Any = PROVIDER.read("mini", olds).outs
    assert news["endpoint"] == "https://127.0.0.1:9443"
    assert PROVIDER.diff("mini", news, inputs).changes is False


@pytest.mark.parametrize(
    ("change", "changes", "replaces"),
    [
        ({}, False, []),
        ({"__provider": "newer"}, False, []),
        ({"kubeconfig_file": "/elsewhere"}, True, []),
        ({"context": "other"}, True, ["context"]),
    ],
)
def test_another_context_is_another_cluster(
    inputs: dict[str, Any], change: dict[str, Any], changes: bool, replaces: list[str]
) -> None:
    result = PROVIDER.diff("mini", inputs, {**inputs, **change})
    assert (result.changes, result.replaces) == (changes, replaces)


def test_an_unknown_context_is_an_error_at_creation_and_at_refresh(inputs: dict[str, Any]) -> None:
    with pytest.raises(ClusterError, match="there is no context 'gone'") as caught:
        PROVIDER.create({**inputs, "context": "gone"})
    assert "mini, other" in caught.value.why
    with pytest.raises(ClusterError, match="there is no context 'gone'"):
        PROVIDER.read("gone", {**inputs, "context": "gone"})
