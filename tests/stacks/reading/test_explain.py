"""Every message word for word, at its line."""

from pathlib import Path
from typing import Annotated

import pytest

from components.fields import TextRule
from components.spec import Spec
from stacks.file import StackFileError, read_stack
from tests.stacks.toys import problems, write

GENERAL = "cluster:\n  kind: eks\n  region: x\n  node_pools:\n    general:\n"


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        (
            GENERAL + "      min_nodes: 4\n      max_nodes: 3\n      max_node: 9",
            [
                ":9 cluster.node_pools.general.max_nodes: must be at least min_nodes (4), got 3",
                ":10 cluster.node_pools.general.max_node: unknown field; did you mean max_nodes?",
            ],
        ),
        (
            GENERAL + "      minNodes: 4",
            [
                ":7 cluster.node_pools.general.max_nodes: must be at least min_nodes (4), got 3",
                ":8 cluster.node_pools.general.minNodes: unknown field; did you mean min_nodes?",
            ],
        ),
        ("cluster: {kind: eks}", [":3 cluster.region: required, but missing"]),
        (
            "cluster: {kind: eks, regio: x}",
            [":3 cluster.regio: unknown field; did you mean region?"],
        ),
        (
            "cluster: {kind: doks, region: x}",
            [":3 cluster.region: unknown field for doks; eks has it"],
        ),
        (
            "cluster: {kind: doks, zzz: x}",
            [
                ":3 cluster.zzz: unknown field; known here: high_availability, kind and node_pools",
            ],
        ),
        (
            "cluster:\n  kind: ekss",
            [':4 cluster.kind: must be one of eks or doks, got "ekss"; did you mean eks?'],
        ),
        ("cluster: {}", [":3 cluster.kind: required, but missing; one of eks or doks"]),
        ("cluster: [1]", [":3 cluster: must be a mapping (lines of 'name: value'), got a list"]),
        (
            "local:\n  kind: local\n  distribution: kwokk",
            [
                (
                    ':5 local.distribution: must be one of kwok or existing, got "kwokk";'
                    " did you mean kwok?"
                )
            ],
        ),
        (
            "local: {kind: local, distribution: existing}",
            [":3 local.context: required, but missing"],
        ),
        (
            "local: {kind: local, distribution: existing, context: ''}",
            [':3 local.context: must not be empty, got ""'],
        ),
        (
            "local: {kind: local, cpu: 5 cores}",
            [
                (
                    ":3 local.cpu: must be a Kubernetes quantity, such as 500m, 2 or 256Mi, got"
                    ' "5 cores"'
                )
            ],
        ),
        (
            "cluster:\n  kind: eks\n  region: x\n  eks:\n    a: {min_nodes: -1}\n    B: {}",
            [
                ":7 cluster.eks.a.min_nodes: must be at least 0, got -1",
                (
                    ":8 cluster.eks.B: the name must be a DNS label: lower-case letters, digits and"
                    " '-', at most 63, such as api-2"
                ),
            ],
        ),
        (
            "cluster:\n  kind: eks\n  region: 3\n  version: 1.30",
            [
                ':5 cluster.region: must be text, got 3; quote it: "3"',
                (
                    ':6 cluster.version: must be a version in quotes, such as "17", "8.1" or'
                    ' "1.35", got 1.30; quote it: "1.30"'
                ),
            ],
        ),
        (
            "workloads:\n  web:\n    image: [a]\n    level: warn\n    ratio: much\n    calls: web",
            [
                ":5 workloads.web.image: must be text, got a list",
                ':6 workloads.web.level: must be one of debug, info or error, got "warn"',
                ':7 workloads.web.ratio: must be a number, got "much"',
                ":8 workloads.web.calls: must be a list (lines that begin with '- '), got \"web\"",
            ],
        ),
        (
            "workloads:\n  web:\n    image: a\n    level: inof\n    env: {PORT: 8080, DEBUG: true}",
            [
                (
                    ':6 workloads.web.level: must be one of debug, info or error, got "inof";'
                    " did you mean info?"
                ),
                ':7 workloads.web.env.PORT: must be text, got 8080; quote it: "8080"',
                ':7 workloads.web.env.DEBUG: must be text, got true; quote it: "true"',
            ],
        ),
        (
            "workloads:\n  web:\n    image: a\n    taints:\n      - size: a\n      - siz: b",
            [":8 workloads.web.taints[1].siz: unknown field; did you mean size?"],
        ),
        (
            "workloads:\n  web:\n    image: a\n    calls:\n      - web\n      - db\n      - cache",
            [
                ":8 workloads.web.calls[1]: no such workload: db",
                ":9 workloads.web.calls[2]: no such workload: cache",
            ],
        ),
        (
            "workloads: {web: {image: a, target: [1]}}",
            [
                (
                    ":3 workloads.web.target: must be a whole number, a mapping (lines of 'name:"
                    " value') or text, got a list"
                )
            ],
        ),
        (
            "workloads: {web: {image: a, target: {host: b}}}",
            [":3 workloads.web.target.port: required, but missing"],
        ),
        (
            "until: 2026-12-31\nlocal: {kind: local, cpu: 0755}",
            [
                ':3 until: an unquoted date is rewritten as a time of day; quote it: "2026-12-31"',
                ':4 local.cpu: 0755 is rewritten as 493; quote it: "0755", or write 493',
            ],
        ),
        (
            "cluster:",
            [":3 cluster: is empty; give a value, {} for an empty object, or leave the line out"],
        ),
        (
            (
                "cluster:\n  kind: doks\n  high_availability: 'yes'\n"
                "  node_pools: {a: {min_nodes: '3', max_nodes: true}, b: {max_nodes: 1.5}}"
            ),
            [
                ':5 cluster.high_availability: must be true or false, got "yes"',
                ':6 cluster.node_pools.a.min_nodes: must be a whole number, got "3"',
                ":6 cluster.node_pools.a.max_nodes: must be a whole number, got true",
                ":6 cluster.node_pools.b.max_nodes: must be a whole number, got 1.5",
            ],
        ),
        (
            "cluster: {kind: doks, high: true}",
            [":3 cluster.high: unknown field; did you mean high_availability?"],
        ),
        ("extend: system.yaml", [":3 extend: unknown field; did you mean extends?"]),
        ('"a.b": 1', None),
    ],
)
def test_every_problem_is_told_with_its_line(tmp_path: Path, spec: str, told: list[str] | None):
    if told is None:
        (line,) = problems(tmp_path, spec)
        assert line.startswith(':3 "a.b": unknown field')
    else:
        assert problems(tmp_path, spec) == told


def test_values_that_may_be_secret_are_never_printed(tmp_path: Path):
    (line,) = problems(tmp_path, "admin_password: Hunter2!")
    assert "Hunter2" not in line
    assert line.endswith("such as api-2 (the value is not shown)")


def test_an_encrypted_value_inside_the_spec_is_refused(tmp_path: Path):
    (line,) = problems(tmp_path, "admin_password:\n  secure: v1:abcdef")
    assert "abcdef" not in line
    assert line.startswith(":3 admin_password: must not stand inside platform:spec")


def test_long_values_are_shortened(tmp_path: Path):
    (line,) = problems(tmp_path, f"local: {{kind: local, cpu: {'x' * 500}}}")
    assert line.endswith('got "' + "x" * 36 + "...")


class Templated(Spec):
    text: Annotated[str, TextRule(rule="must be {a} or {0}", pattern="x", examples=(), longest=9)]


def test_a_rule_may_hold_braces(tmp_path: Path):
    with pytest.raises(StackFileError, match=r'text: must be \{a\} or \{0\}, got "y"'):
        read_stack(write(tmp_path, "text: y"), Templated)
