"""A stack file as a patch over base documents."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from stacks.file import read_stack
from tests.stacks.toys import BASE, Doks, Stack, Workload, problems, write


def test_the_stack_is_a_patch_over_what_it_extends_and_positions_survive(tmp_path: Path):
    spec = "extends: system.yaml\ncluster: {region: y}\nworkloads:\n  old: null\n  new: {image: c}"
    stack = read_stack(write(tmp_path, spec, BASE), Stack)
    assert stack.tree == {
        "cluster": {"kind": "eks", "region": "y", "node_pools": {"general": {"min_nodes": 2}}},
        "workloads": {"web": {"image": "a", "calls": ["web"]}, "new": {"image": "c"}},
    }
    places = {
        ("cluster", "region"): ("Pulumi.prod.yaml", 4),
        ("cluster", "kind"): ("system.yaml", 1),
        ("workloads", "web", "calls", 0): ("system.yaml", 3),
        ("workloads", "new", "image"): ("Pulumi.prod.yaml", 7),
        ("workloads", "new", "ratio"): ("Pulumi.prod.yaml", 7),
        ("local", "kind"): ("Pulumi.prod.yaml", 2),
    }
    for path, (name, line) in places.items():
        assert (stack.where(path).file.name, stack.where(path).line) == (name, line)


def test_another_kind_replaces_the_whole_object(tmp_path: Path):
    stack = read_stack(write(tmp_path, "extends: system.yaml\ncluster: {kind: doks}", BASE), Stack)
    assert stack.spec.cluster == Doks(kind="doks")


def test_problems_of_a_base_document_carry_its_name(tmp_path: Path):
    base = "until: 2026-01-01\nworkloads: {web: {imag: a}}\n"
    assert problems(tmp_path, "extends: system.yaml\nnope: 1", base) == [
        ":4 nope: unknown field; known here: admin_password, cluster, local, until and workloads",
        (
            "system.yaml:1 until: an unquoted date is rewritten as a time of day; quote it:"
            ' "2026-01-01"'
        ),
        "system.yaml:2 workloads.web.imag: unknown field; did you mean image?",
    ]


@pytest.mark.parametrize(
    ("spec", "base", "told"),
    [
        ("extends: nope.yaml", None, ":3 extends: names nope.yaml, but there is no such file"),
        (
            "extends: ''",
            None,
            ":3 extends: must be the path of a base document, such as system.yaml",
        ),
        (
            "extends: 3",
            None,
            ":3 extends: must be the path of a base document, such as system.yaml",
        ),
        (
            "extends: /etc/passwd",
            None,
            ":3 extends: must be relative to the file that says it, got '/etc/passwd'",
        ),
        ("extends: system.yaml", "", ":3 extends: names system.yaml, which is empty"),
        ("extends: system.yaml", "- a", ":3 extends: names system.yaml, which holds no mapping"),
        (
            "extends: system.yaml",
            "config: {platform:spec: {}}",
            (
                ":3 extends: names system.yaml, which is a stack file; a base document has the"
                " fields of platform:spec at its top"
            ),
        ),
        (
            "extends: system.yaml",
            "a: [1\nb: 2",
            (
                "system.yaml:2 is not YAML: a ',' or the closing ']' is missing (begun on line 1),"
                " in this line: b: 2"
            ),
        ),
        (
            "extends: Pulumi.prod.yaml",
            None,
            ":3 extends: goes in a circle: Pulumi.prod.yaml -> Pulumi.prod.yaml",
        ),
        (
            "extends: system.yaml",
            "until: '2027-01-31'\nextends: ./system.yaml",
            "system.yaml:2 extends: goes in a circle: system.yaml -> system.yaml",
        ),
        (
            "extends: system.yaml\nworkloads: {wbe: null}",
            BASE,
            (
                ":4 workloads.wbe: is empty, and there is nothing to remove in what this file"
                " extends; give a value, {} for an empty object, or leave the line out"
            ),
        ),
    ],
)
def test_extends_that_cannot_be_followed_names_its_line(
    tmp_path: Path, spec: str, base: str | None, told: str
):
    assert problems(tmp_path, spec, base) == [told]


def test_base_documents_may_chain_and_each_path_is_relative_to_its_own_file(tmp_path: Path):
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "mid.yaml").write_text("extends: deep.yaml\n")
    (tmp_path / "base" / "deep.yaml").write_text("workloads: {web: {image: a, ratio: 2.0}}\n")
    stack = read_stack(
        write(
            tmp_path,
            "extends: system.yaml\nworkloads: {web: {ratio: 4.0}}",
            "extends: base/mid.yaml\nworkloads: {web: {ratio: 3.0, level: error}}\n",
        ),
        Stack,
    )
    assert stack.spec.workloads["web"] == Workload(image="a", ratio=4, level="error")
    found = [stack.where(("workloads", "web", n)).file.name for n in ("image", "level", "ratio")]
    assert found == ["deep.yaml", "system.yaml", "Pulumi.prod.yaml"]


workload = st.fixed_dictionaries(
    {}, optional={"ratio": st.floats(0, 9), "level": st.sampled_from(["debug", "info"])}
)
parts = st.dictionaries(st.sampled_from(["web", "api", "job"]), workload, min_size=1)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts, parts)
def test_extending_equals_merging_by_hand(
    tmp_path: Path,
    base: dict[str, dict[str, object]],
    patch: dict[str, dict[str, object]],
):
    names = base.keys() | patch.keys()
    by_hand = {n: {"image": "a"} | base.get(n, {}) | patch.get(n, {}) for n in names}
    writer = YAML(typ="safe", pure=True)
    with (tmp_path / "system.yaml").open("w") as out:
        writer.dump({"workloads": {n: {"image": "a"} | base.get(n, {}) for n in names}}, out)
    file = tmp_path / "Pulumi.prod.yaml"
    with file.open("w") as out:
        spec = {"extends": "system.yaml", "workloads": patch}
        writer.dump({"config": {"platform:spec": spec}}, out)
    assert read_stack(file, Stack).tree == {"workloads": by_hand}
