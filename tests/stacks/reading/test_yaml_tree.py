"""YAML as a tree with positions."""

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from stacks.reading.problems import StackFileError
from stacks.reading.tree import Json, Node, Origin, origins, plain
from stacks.reading.yaml_nodes import compose
from stacks.reading.yaml_tree import TreeBuilder

FILE = Path("system.yaml")


def build(text: str) -> tuple[Node, list[tuple[str, int, str]]]:
    builder = TreeBuilder(FILE)
    document = compose(FILE, text)
    assert document is not None
    tree = builder.build(document)
    told = [(".".join(map(str, p.path)), p.origin.line, p.message) for p in builder.problems]
    return tree, told


def test_every_value_knows_line_and_column():
    tree, problems = build("a:\n  - 1\n  - {b: 2.50}\nc:\n  'x'\n")
    assert problems == []
    assert {path: (o.line, o.column, o.text) for path, o in origins(tree).items()} == {
        (): (1, 1, None),
        ("a",): (1, 1, None),
        ("a", 0): (2, 5, "1"),
        ("a", 1): (3, 5, None),
        ("a", 1, "b"): (3, 6, "2.50"),
        ("c",): (4, 1, None),
    }
    assert origins(tree)[("c",)] == Origin(FILE, 4, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &x {b: 1}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: !!str 1.30\n", {"a": "1.30"}),
        ("a: '2026-12-31'\nb: \"0755\"\n", {"a": "2026-12-31", "b": "0755"}),
        ("a: yes\n", {"a": "yes"}),
        ('"8080": x\n', {"8080": "x"}),
    ],
)
def test_what_yaml_allows_is_read(text: str, value: Json):
    tree, problems = build(text)
    assert (plain(tree), problems) == (value, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", ("a", 3, "given twice; first on line 1")),
        ("x:\n  a: 1\n  a: 3\n", ("x.a", 3, "given twice; first on line 2")),
        ("a: 2026-12-31\n", ("a", 1, "an unquoted date is rewritten as a time of day")),
        ("a: [1, 0755]\n", ("a.1", 1, "0755 is rewritten as 493")),
        ("a: !!binary eA==\n", ("a", 1, "the tag !!binary has no meaning here; leave it out")),
        ("a: !secret x\n", ("a", 1, "the tag !secret has no meaning here; leave it out")),
        ("1: x\n", ("1", 1, 'a name must be text; quote it: "1"')),
        ("a:\n  ~: x\n", ("a.~", 2, 'a name must be text; quote it: "~"')),
        ("0755: x\n", ("0755", 1, "0755 is rewritten as 493")),
        ("? [1]\n: x\n", ("", 1, "a name must be text, not a list or a mapping")),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ("c", 3, "'<<' is not YAML 1.2")),
        ("a: &x [*x]\n", ("a.0", 1, "an alias must not contain itself")),
    ],
)
def test_what_a_stack_file_does_not_allow_is_told_with_its_line(
    text: str, told: tuple[str, int, str]
):
    _, problems = build(text)
    ((path, line, message),) = problems
    assert (path, line) == told[:2]
    assert message.startswith(told[2])


def test_the_first_of_two_equal_names_counts():
    assert plain(build("a: 1\na: 2\n")[0]) == {"a": 1}


def test_a_few_lines_cannot_unfold_into_millions_of_values():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(StackFileError, match="repeated too often"):
        build("\n".join(lines))


names = st.text(alphabet="abcxyz_-", min_size=1, max_size=6)
documents = st.dictionaries(
    names,
    st.recursive(
        st.booleans() | st.integers(-(2**53), 2**53) | st.text(alphabet="ab 1.:#-0_xe'\"\n"),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
        max_leaves=10,
    ),
    max_size=4,
)


@settings(deadline=None)
@given(documents)
def test_it_reads_what_another_yaml_library_writes(document: dict[str, Json]):
    out = StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False  # its flow style writes text such as ":0" without quotes
    writer.dump(document, out)
    tree, problems = build(out.getvalue())
    assert (plain(tree), problems) == (document, [])
