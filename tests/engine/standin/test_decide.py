"""Update or replace, judged against decisions recorded from the real plugin."""

import json
from pathlib import Path

import pytest

from engine.standin.decide import decide, differences, spelled
from engine.standin.objects import Kind, kind_of
from engine.standin.wire import UNKNOWN

RECORDED = json.loads((Path(__file__).parent / "data" / "changes.json").read_text())
MUTABLE = frozenset({"ConfigMap", "Secret"})
NONE_MUTABLE: frozenset[str] = frozenset()
CONFIG_MAP = Kind("", "v1", "ConfigMap")
URN = "urn:pulumi:dev::p::plinth:workload:Web${}::web"


def named(kind: str, **fields):
    return {"kind": kind, "metadata": {"name": "a", "namespace": "b"}, **fields}


@pytest.mark.parametrize(
    "row", RECORDED["changes"], ids=lambda row: f"{row['edit']} - {row['kind'].split(':')[-1]}"
)
def test_every_recorded_edit_is_decided_as_the_real_plugin_decided_it(row):
    kind = kind_of(URN.format(row["kind"]))
    decision = decide(kind, row["old"], row["new"], MUTABLE, {})
    assert decision.changes == row["detailed_diff"]
    assert decision.replaces == row["replaces"]
    assert ("replace" if decision.replaces else "update") == row["op"]


@pytest.mark.parametrize("row", RECORDED["changes"], ids=lambda row: row["edit"])
def test_inputs_that_did_not_change_are_no_change(row):
    kind = kind_of(URN.format(row["kind"]))
    decision = decide(kind, row["old"], row["old"], MUTABLE, {})
    assert (decision.changes, decision.replaces) == ({}, [])


def test_content_of_a_config_map_is_replaced_without_the_mutable_flag():
    old, new = named("ConfigMap", data={"A": "1"}), named("ConfigMap", data={"A": "2"})
    decision = decide(CONFIG_MAP, old, new, NONE_MUTABLE, {})
    assert decision.changes == {"data.A": "update-replace"}
    assert decision.order == "delete first"


def test_a_renamed_object_is_created_before_the_old_one_goes():
    old = named("ConfigMap")
    new = {**old, "metadata": {"name": "z", "namespace": "b"}}
    decision = decide(CONFIG_MAP, old, new, MUTABLE, {})
    assert decision.replaces == ["metadata.name"]
    assert decision.order == "create first"


def test_a_value_known_only_later_counts_as_changed():
    old, new = named("ConfigMap", data={"A": "1"}), named("ConfigMap", data={"A": UNKNOWN})
    assert decide(CONFIG_MAP, old, new, MUTABLE, {}).changes == {"data.A": "update"}


def test_a_boolean_is_not_the_number_that_python_holds_it_equal_to():
    assert differences({"a": 1}, {"a": True}) == [(("a",), "update")]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("data", "MODE"), "data.MODE"),
        (("spec", "rules", 0, "host"), "spec.rules[0].host"),
        (("metadata", "labels", "a.b/c"), 'metadata.labels["a.b/c"]'),
        (("data", 'say "hi"'), 'data["say \\"hi\\""]'),
    ],
)
def test_paths_are_spelled_as_the_engine_reads_them(path, name):
    assert spelled(path) == name


JOB = Kind("batch", "v1", "Job")
TRIED_AGAIN = 'metadata.annotations["pulumi.com/replaceUnready"]'


def job(annotation: str):
    about = {
        "name": "a",
        "namespace": "b",
        "annotations": {"pulumi.com/replaceUnready": annotation},
    }
    return {"kind": "Job", "metadata": about, "spec": {}}


def ended(condition: str):
    return {**job("true"), "status": {"conditions": [{"type": condition, "status": "True"}]}}


def test_a_job_that_failed_is_made_anew_where_it_says_so():
    decision = decide(JOB, job("true"), job("true"), MUTABLE, ended("Failed"))
    assert decision.replaces == [TRIED_AGAIN]
    assert decision.changes == {TRIED_AGAIN: "update-replace"}
    assert decision.order == "delete first"


@pytest.mark.parametrize(
    ("wish", "live"),
    [("true", ended("Complete")), ("false", ended("Failed")), ("true", {})],
    ids=["it succeeded", "it does not say so", "nobody has seen it yet"],
)
def test_a_job_is_left_alone_otherwise(wish: str, live):
    decision = decide(JOB, job(wish), job(wish), MUTABLE, live)
    assert (decision.changes, decision.replaces) == ({}, [])
