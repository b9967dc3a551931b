"""Kinds, ids, the recorded form of inputs and the state written for an object."""

import json
from pathlib import Path

import pytest

from engine.standin.objects import Kind, Place, kind_of, normal_inputs, state
from engine.standin.wire import UNKNOWN, Properties

RECORDED = json.loads((Path(__file__).parent / "data" / "state.json").read_text())["resources"]
SECRET = Kind("", "v1", "Secret")
CRD = Kind("apiextensions.k8s.io", "v1", "CustomResourceDefinition")


@pytest.mark.parametrize("name", RECORDED, ids=str)
def test_ids_and_recorded_inputs_have_the_real_plugins_form(name):
    recorded = RECORDED[name]
    kind = kind_of(f"urn:pulumi:dev::p::{name}")
    inputs = normal_inputs(kind, Properties(recorded["inputs"]))
    assert inputs.value == recorded["inputs"], "already normal inputs stay as they are"
    assert Place.of(recorded["inputs"]).identifier == recorded["id"]
    outputs = state(recorded["inputs"], inputs, "pulumi-kubernetes-1", kind.api_version)
    assert outputs.value["__inputs"] == recorded.get("recorded_inputs", recorded["inputs"])
    assert sorted(".".join(map(str, path)) for path in outputs.secrets) == sorted(
        recorded["secret_outputs"]
    )


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("kubernetes:core/v1:ConfigMap", Kind("", "v1", "ConfigMap")),
        ("kubernetes:apps/v1:Deployment", Kind("apps", "v1", "Deployment")),
        ("plinth:a:B$kubernetes:example.org/v1:Widget", Kind("example.org", "v1", "Widget")),
    ],
)
def test_a_urn_names_a_kind(token, kind):
    assert kind_of(f"urn:pulumi:dev::p::{token}::web") == kind


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


@pytest.mark.parametrize("identifier", ["demo/web", "demo"])
def test_ids_are_read_back(identifier):
    assert Place.parse(identifier).identifier == identifier


def test_a_place_in_no_namespace_has_an_empty_one():
    assert Place.parse("demo") == Place("", "demo")
