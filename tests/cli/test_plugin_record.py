from pathlib import Path

import pytest

from cli import plugin_record
from engine.errors import EngineError
from engine.toolbox.plugins import KubernetesPlugin, RealPlugin, StandIn

REAL = RealPlugin(Path("/plugins/pulumi-resource-kubernetes"), "4.34.2")
STAND_IN = StandIn("it cannot be had")


@pytest.mark.parametrize("plugin", [REAL, STAND_IN])
def test_a_plugin_may_go_on_with_what_it_made(tmp_path: Path, plugin: KubernetesPlugin) -> None:
    plugin_record.refuse_takeover(tmp_path, plugin, "dev")
    plugin_record.record(tmp_path, plugin)
    plugin_record.refuse_takeover(tmp_path, plugin, "dev")


@pytest.mark.parametrize(
    ("made", "now", "words"),
    [
        (REAL, STAND_IN, "with Pulumi's own Kubernetes plugin; now there is plinth's stand-in"),
        (STAND_IN, REAL, "with plinth's stand-in for it; now there is Pulumi's own"),
    ],
)
def test_a_plugin_is_refused_what_the_other_made(
    tmp_path: Path, made: KubernetesPlugin, now: KubernetesPlugin, words: str
) -> None:
    plugin_record.record(tmp_path, made)
    with pytest.raises(EngineError) as caught:
        plugin_record.refuse_takeover(tmp_path, now, "shop/dev")
    assert words in caught.value.what
    assert "./plinth up shop/dev --recreate" in caught.value.way_out
