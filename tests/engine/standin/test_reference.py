"""The state written for 26 kinds has the form of the state recorded from the real plugin."""

import json
import re
from pathlib import Path

import pytest

from tests.engine.standin import reference
from tests.engine.standin.world import SOCKETS, Stack, World

pytestmark = [pytest.mark.live, SOCKETS]
RECORDED = json.loads((Path(__file__).parent / "data" / "state.json").read_text())["resources"]
SIGNATURE = "4dabf18193072939515e22adb298388d"


def test_state_has_the_real_plugins_form(cluster: World, stack: Stack):
    def program() -> None:
        reference.program(cluster.kubeconfig.read_text())

    stack.up(program)
    found = {
        f"{each['type']}::{each['urn'].rpartition('::')[2]}": each
        for each in stack.resources().values()
        if each["type"].startswith("kubernetes:")
    }
    written = stack.raw_state()
    assert found.keys() == RECORDED.keys()
    for name, resource in found.items():
        assert _form(resource) == _expected(RECORDED[name]), name
    assert "bm90LWEtcmVhbC1wYXNzd29yZA" not in written
    assert "not-a-real-password" not in written
    assert stack.preview(program, refresh=True).changed() == {}


def _expected(recorded):
    return {
        "id": recorded["id"],
        "inputs": recorded["inputs"],
        "recorded": recorded.get("recorded_inputs", recorded["inputs"]),
        "outputs": recorded["output_keys"],
        "secrets": recorded["secret_outputs"],
        "creator": recorded["creator"],
    }


def _form(resource):
    outputs = resource["outputs"]
    assert re.fullmatch(r"pulumi-kubernetes-[0-9a-f]{8}", outputs["__fieldManager"])
    assert outputs["__initialApiVersion"] == outputs["apiVersion"]
    managers = outputs["metadata"]["managedFields"]
    return {
        "id": resource["id"],
        "inputs": _plain(resource["inputs"]),
        "recorded": _plain(outputs["__inputs"]),
        "outputs": sorted(outputs),
        "secrets": sorted(_secrets(outputs)),
        "creator": sorted(
            f"{each['manager']}/{each['operation']}"
            for each in managers
            if each["manager"].startswith("pulumi")
        ),
    }


def _plain(value):
    if isinstance(value, dict):
        if SIGNATURE in value:
            return json.loads(value["plaintext"])
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _secrets(value, path=""):
    if not isinstance(value, dict):
        return
    if SIGNATURE in value:
        yield path
        return
    for key, each in value.items():
        yield from _secrets(each, f"{path}.{key}" if path else key)
