"""A small stack in AWS whose data is the test's, and what it becomes."""

from collections.abc import Mapping
from pathlib import Path

from tests.plan import Plan, Recorded, Wire
from tests.stacks import platforms

ADMIN = "arn:aws:iam::123456789012:role/platform-admin"
BASE = f"""\
account: {{kind: aws, id: "123456789012", region: eu-west-1}}
network: {{kind: aws, cidr: 10.20.0.0/16}}
labels: {{team: shop}}
cluster:
  kind: eks
  access: {{admins: {{ops: "{ADMIN}"}}}}
  node_pools:
    general: {{instance_types: [m6i.large], min_nodes: 3, max_nodes: 6}}
addons: {{external_secrets: {{}}}}
namespaces: {{app: {{}}}}
workloads:
  job: {{kind: worker, image: example.org/job:1, resources: {{}}}}
"""
KEY = "aws:kms/key:Key"
EXTERNAL_SECRET = "kubernetes:external-secrets.io/v1:ExternalSecret"


def planned(folder: Path, patch: str) -> Plan:
    """What the engine would be asked for."""
    return platforms.planned(folder, patch, BASE)


def refused(folder: Path, patch: str) -> list[str]:
    """The lines that a user is shown below the headline."""
    return platforms.refused(folder, patch, BASE)


def rds(fields: str = "") -> str:
    """A patch with a database of AWS and these fields, called by the job."""
    return (
        'databases: {main: {kind: rds, version: "17", instance_class: db.m7g.large'
        f"{f', {fields}' if fields else ''}}}}}\n"
        "workloads: {job: {calls: [database.main]}}"
    )


def elasticache(fields: str = "") -> str:
    """A patch with a cache of AWS and these fields, called by the job."""
    return (
        'caches: {queue: {kind: elasticache, version: "8.0", node_type: cache.m7g.large'
        f"{f', {fields}' if fields else ''}}}}}\n"
        "workloads: {job: {calls: [cache.queue]}}"
    )


def kinds(plan: Plan, component: str) -> list[str]:
    """The types of all that a component of a type makes itself or below, sorted."""
    return sorted(r.type for r in plan.resources if f"{component}$" in r.urn and r.custom)


def some(recorded: Recorded, *names: str) -> Mapping[str, Wire]:
    """Some of the inputs."""
    return {name: recorded.inputs.get(name) for name in names}
