"""A rule tried on a small platform: what it finds, as the lines a user is shown."""

from collections.abc import Mapping
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
    image: images.internal/web:1
    ports: {http: 8080}
    resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m, memory: 64Mi}}
    probes:
      readiness: {kind: http, path: /ready, port: http}
      liveness: {kind: tcp, port: http}
  job:
    kind: worker
    image: images.internal/job:1
    resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m, memory: 64Mi}}
"""
"""A small platform in which no rule finds anything; a test says so."""


def web(fields: str) -> str:
    """A patch that gives the web workload these fields, in YAML's one-line form."""
    return f"workloads: {{web: {{{fields}}}}}"


def hpa(fields: str = "min: 1, max: 3, targets: {cpu_percent: 70}") -> str:
    """The same for its scaling by a horizontal autoscaler."""
    return web(f"scaling: {{kind: hpa, {fields}}}")


def cron(**fields: str | None) -> str:
    """A patch that adds a sound cron workload, night; fields go over its own, None removes."""
    sound = {"kind": "cron", "schedule": '"0 2 * * *"', "deadline_seconds": "600"}
    return _added("night", {**sound, **fields})


def job(**fields: str | None) -> str:
    """A patch that adds a sound job, once; likewise."""
    return _added("once", {"kind": "job", "deadline_seconds": "600", **fields})


def _added(name: str, fields: Mapping[str, str | None]) -> str:
    amounts = "{requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}"
    whole = {"image": f"images.internal/{name}:1", "resources": amounts, **fields}
    given = ", ".join(f"{field}: {value}" for field, value in whole.items() if value is not None)
    return f"workloads: {{{name}: {{{given}}}}}"


def finds(folder: Path, rule: str, patch: str, base: str = SOUND, on: date = ON) -> list[str]:
    """What one rule finds in the base with the patch over it: `path: message`, sorted."""
    plan = Plan(stack=spec(folder, patch, base), on=on)
    (chosen,) = (each for each in all_rules() if each.id == rule)
    return sorted(f"{dotted(hit.path)}: {hit.message}" for hit in chosen.find(plan))


def judged(folder: Path, patch: str, base: str = SOUND, on: date = ON) -> Verdict:
    """The verdict of all rules on the base with the patch over it."""
    return judge(resolved(folder, patch, base), on)
