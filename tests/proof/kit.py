"""A rule tried on a small platform: what it finds, as the lines a user is shown."""

from datetime import date
from pathlib import Path

from proof.plan import Plan
from proof.registry import all_rules
from proof.verdict import Verdict, judge
from stacks.reading.problems import dotted
from tests.stacks.platforms import resolved, spec

ON = date(2026, 11, 21)
SOUND = """\
cluster: {kind: local}
namespaces: {app: {}}
workloads:
  web:
    kind: web
    image: example.org/web:1
    ports: {http: 8080}
    resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m, memory: 64Mi}}
    probes: {readiness: {kind: http, path: /ready, port: http}}
  job:
    kind: worker
    image: example.org/job:1
    resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m, memory: 64Mi}}
"""
"""A small platform in which no rule finds anything; a test says so."""


def finds(folder: Path, rule: str, patch: str, base: str = SOUND, on: date = ON) -> list[str]:
    """What one rule finds in the base with the patch over it: `path: message`, sorted."""
    plan = Plan(stack=spec(folder, patch, base), on=on)
    (chosen,) = (each for each in all_rules() if each.id == rule)
    return sorted(f"{dotted(hit.path)}: {hit.message}" for hit in chosen.find(plan))


def judged(folder: Path, patch: str, base: str = SOUND, on: date = ON) -> Verdict:
    """The verdict of all rules on the base with the patch over it."""
    return judge(resolved(folder, patch, base), on)
