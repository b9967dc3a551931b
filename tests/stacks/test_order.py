"""The order in which workloads start."""

from pathlib import Path

from stacks.order import circles, start_order, waits_for
from stacks.spec import StackSpec
from tests.plan import Plan
from tests.stacks.platforms import planned, spec

DEPLOYMENT = "kubernetes:apps/v1:Deployment"
RAW = "kind: web, image: a, ports: {http: 80}, resources: {}"
CHAIN = f"""\
workloads:
  web: {{calls: [workload.gateway]}}
  gateway: {{{RAW}, calls: [workload.model, workload.images]}}
  images: {{{RAW}}}
  model: {{{RAW}}}
"""
CIRCLE = f"""\
workloads:
  web: {{calls: [workload.a]}}
  a: {{{RAW}, calls: [workload.b]}}
  b: {{{RAW}, calls: [workload.a, workload.c]}}
  c: {{{RAW}}}
"""


def waited(stack: StackSpec) -> dict[str, set[str]]:
    return {name: set(waits_for(stack, name)) for name in stack.workloads}


def deployments(made: Plan, name: str) -> set[str]:
    urns = {each.urn: each.name for each in made.of(DEPLOYMENT)}
    return {urns[urn] for urn in made.one(DEPLOYMENT, name).depends_on if urn in urns}


def test_a_workload_starts_after_those_that_it_calls(tmp_path: Path) -> None:
    stack = spec(tmp_path, CHAIN)
    order = start_order(stack)
    assert sorted(order) == ["gateway", "images", "job", "model", "web"]
    assert order.index("model") < order.index("gateway") < order.index("web")
    assert order.index("images") < order.index("gateway")
    made = planned(tmp_path, CHAIN)
    assert deployments(made, "gateway") == {"images", "model"}
    assert deployments(made, "web") >= {"gateway"}
    assert deployments(made, "job") == set()


def test_those_who_call_each_other_wait_for_none_of_their_circle(tmp_path: Path) -> None:
    stack = spec(tmp_path, CIRCLE)
    assert waited(stack) == {"web": {"a"}, "a": set(), "b": {"c"}, "c": set(), "job": set()}
    assert circles(stack) == (frozenset({"a", "b"}),)
    assert deployments(planned(tmp_path, CIRCLE), "b") == {"c"}


def test_a_workload_that_calls_itself_does_not_wait_for_itself(tmp_path: Path) -> None:
    stack = spec(tmp_path, "workloads: {web: {calls: [workload.web]}}")
    assert waited(stack) == {"web": set(), "job": set()}
    assert circles(stack) == (frozenset({"web"}),)
