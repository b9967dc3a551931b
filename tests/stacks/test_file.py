"""Stack files as their readers meet them."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from stacks.file import Origin, StackFileError, read_stack, resolve_object
from tests.stacks.toys import BASE, HEAD, Doks, Eks, Existing, Kwok, Stack, Workload, write


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("cluster: {kind: eks, region: eu-central-1}", Eks(kind="eks", region="eu-central-1")),
        ("cluster: {kind: doks}", Doks(kind="doks")),
        ("local: {kind: local}", Kwok(kind="local")),
        (
            "local: {kind: local, distribution: existing, context: c}",
            Existing(kind="local", distribution="existing", context="c"),
        ),
        ("workloads: {web: {image: a, ratio: 2}}", Workload(image="a", ratio=2)),
        ("workloads: {web: {image: a, calls: [web]}}", Workload(image="a", calls=("web",))),
    ],
)
def test_good_files_become_specs(tmp_path: Path, spec: str, expected: object):
    stack = read_stack(write(tmp_path, spec), Stack).spec
    assert expected in (stack.cluster, stack.local, stack.workloads.get("web"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "  is empty; a stack file begins with 'config:', and below it '  platform:spec:'"),
        ("- a\n", "  :1 holds no mapping; a stack file begins with"),
        ("cluster: {}\n", "  has no 'config:'; a stack file begins with"),
        ("config:\n", "  :1 'config:' holds nothing"),
        ("config: {a: 1}\n", "  :1 has no 'platform:spec:' below 'config:'"),
        (
            "config:\n  platform:specs: {}\n",
            "  :2 has no 'platform:spec:' below 'config:'; platform:specs stands there",
        ),
        (HEAD, "  :2 'platform:spec:' holds no fields"),
        (HEAD + "    a: b: c\n", "  :3 is not YAML: a ':' in the wrong place"),
    ],
)
def test_what_is_no_stack_file_says_how_one_begins(tmp_path: Path, text: str, message: str):
    file = tmp_path / "Pulumi.prod.yaml"
    file.write_text(text)
    with pytest.raises(StackFileError) as caught:
        read_stack(file, Stack)
    assert message in str(caught.value)


def test_a_missing_stack_file_is_named(tmp_path: Path):
    with pytest.raises(
        StackFileError, match=r"Pulumi\.x\.yaml does not hold .*\n  there is no such"
    ):
        read_stack(tmp_path / "Pulumi.x.yaml", Stack)


def test_the_keys_beside_the_spec_are_listed_without_their_values(tmp_path: Path):
    file = write(tmp_path, "until: '2027-01-31'")
    file.write_text(file.read_text() + "  platform:stripe:\n    secure: v1:x\n  aws:region: a\n")
    stack = read_stack(file, Stack)
    assert [(key.name, key.secure, key.origin.line) for key in stack.config] == [
        ("platform:stripe", True, 4),
        ("aws:region", False, 6),
    ]


def test_files_are_named_relative_to_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "systems").mkdir()
    file = write(tmp_path / "systems", "nope: 1", base="")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StackFileError, match=r"^systems/Pulumi\.prod\.yaml does not hold together"):
        read_stack(file, Stack)


def test_what_the_engine_parsed_resolves_to_the_same_spec(tmp_path: Path):
    spec = "extends: system.yaml\ncluster: {region: y}\nworkloads: {old: null, new: {image: c}}"
    file = write(tmp_path, spec, BASE)
    parsed = YAML(typ="safe", pure=True).load(file)["config"]["platform:spec"]  # pyright: ignore[reportUnknownMemberType]
    mine = read_stack(file, Stack)
    theirs = resolve_object(parsed, tmp_path, Origin(file, 0, 0), Stack)
    assert (theirs.spec, theirs.tree) == (mine.spec, mine.tree)
    assert theirs.where(("cluster", "region")) == Origin(file, 0, 0)
    assert theirs.where(("cluster", "kind")).line == 1


def test_what_the_engine_parsed_is_refused_without_a_line_but_with_the_file(tmp_path: Path):
    origin = Origin(tmp_path / "Pulumi.prod.yaml", 0, 0)
    with pytest.raises(StackFileError) as caught:
        resolve_object({"nope": 1, "extends": "system.yaml"}, tmp_path, origin, Stack)
    assert str(caught.value).splitlines()[1].startswith("  extends: names ")
    with pytest.raises(StackFileError) as caught:
        resolve_object({"until": "soon"}, tmp_path, origin, Stack)
    assert str(caught.value).splitlines()[1].startswith("  until: must be a day in quotes")
