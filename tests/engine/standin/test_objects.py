"""Kinds, ids, the recorded form of inputs and the state written for an object."""

import json
from pathlib import Path

import pytest

from engine.standin.objects import (
    Kind,
    RefusedError,
    identity,
    kind_of,
    new_field_manager,
    normal_inputs,
    parse_identity,
    state,
)
from engine.standin.wire import UNKNOWN, Properties

RECORDED = json.loads((Path(__file__).parent / "data" / "state.json").read_text())["resources"]
SECRET = Kind("", "v1", "Secret")
CRD = Kind("apiextensions.k8s.io", "v1", "CustomResourceDefinition")


@pytest.mark.parametrize("name", RECORDED, ids=str)
def test_ids_and_recorded_inputs_have_the_real_plugins_form(name):
    recorded = RECORDED[name]
    kind = kind_of(name.rpartition("::")[0], recorded["inputs"])
    inputs = normal_inputs(kind, Properties(recorded["inputs"]))
    assert inputs.value == recorded["inputs"], "already normal inputs stay as they are"
    assert identity(recorded["inputs"]) == recorded["id"]
    outputs = state(recorded["inputs"], inputs, "pulumi-kubernetes-1", kind.api_version)
    assert outputs.value["__inputs"] == recorded.get("recorded_inputs", recorded["inputs"])
    assert sorted(".".join(map(str, path)) for path in outputs.secrets) == sorted(
        recorded["secret_outputs"]
    )


@pytest.mark.parametrize(
    ("token", "inputs", "kind"),
    [
        ("kubernetes:core/v1:ConfigMap", {}, Kind("", "v1", "ConfigMap")),
        ("kubernetes:apps/v1:Deployment", {}, Kind("apps", "v1", "Deployment")),
        ("kubernetes:example.org/v1:Widget", {}, Kind("example.org", "v1", "Widget")),
        (
            "kubernetes:apps/v1:Deployment",
            {"apiVersion": "apps/v1beta2"},
            Kind("apps", "v1beta2", "Deployment"),
        ),
    ],
)
def test_a_type_token_names_a_kind(token, inputs, kind):
    assert kind_of(token, inputs) == kind


@pytest.mark.parametrize(
    ("token", "inputs"),
    [
        ("kubernetes:helm.sh/v3:Release", {}),
        ("kubernetes:yaml/v2:ConfigGroup", {}),
        ("kubernetes:kustomize/v2:Directory", {}),
        ("kubernetes:apps/v1:DeploymentPatch", {"kind": "Deployment"}),
        ("kubernetes:core/v1:ConfigMapList", {"kind": "ConfigMapList", "items": []}),
    ],
)
def test_what_only_the_real_plugin_can_do_is_refused_with_the_way_out(token, inputs):
    with pytest.raises(RefusedError, match="install the real plugin with `pulumi plugin install"):
        kind_of(token, inputs)


def test_string_data_is_folded_into_secret_data():
    given = Properties(
        {"data": {"a": "QQ=="}, "stringData": {"b": "B", "later": UNKNOWN}},
        frozenset({("stringData", "b")}),
    )
    folded = normal_inputs(SECRET, given)
    assert folded.value == {"data": {"a": "QQ==", "b": "Qg==", "later": UNKNOWN}}
    assert folded.secrets == {("data",)}


def test_string_data_known_only_later_makes_all_data_unknown():
    given = Properties({"stringData": UNKNOWN}, frozenset({("stringData",)}))
    assert normal_inputs(SECRET, given).value == {"data": UNKNOWN}


def test_nulls_are_left_out_and_definitions_get_their_hyphens():
    given = Properties({"spec": {"a": None, "x_kubernetes_preserve_unknown_fields": True}})
    inputs = normal_inputs(CRD, given)
    assert inputs.value == {"spec": {"x-kubernetes-preserve-unknown-fields": True}}


def test_a_nested_secret_stays_secret_in_the_live_part_and_in_the_recorded_inputs():
    inputs = Properties({"spec": {"env": ["a"]}}, frozenset({("spec", "env", 0)}))
    live = {"kind": "Deployment", "apiVersion": "apps/v1", "spec": {"env": ["a"]}}
    assert state(live, inputs, "m", "apps/v1").secrets == {
        ("spec", "env"),
        ("__inputs", "spec", "env", 0),
    }


def test_ids_are_read_back():
    assert parse_identity("demo/web") == ("demo", "web")
    assert parse_identity("demo") == ("", "demo")


def test_every_resource_has_a_field_manager_of_its_own():
    assert new_field_manager() != new_field_manager()
    assert len(new_field_manager()) == len("pulumi-kubernetes-") + 8
