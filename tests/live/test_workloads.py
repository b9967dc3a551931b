"""Every kind of workload on a real API server: what runs again, what does not, and in which order.

Pods are simulated: those of Jobs succeed as soon as they have a node.
"""

from pathlib import Path

import pytest

from tests.live.conftest import MakeUser
from tests.live.kit import User, patched_file

pytestmark = pytest.mark.live

_DEFINITIONS = Path(__file__).with_name("toy_crds.yaml")
_STACK = """\
config:
  pulumi:disable-default-providers: [aws, digitalocean, kubernetes]
  platform:spec:
    cluster: { kind: local, node_pools: { default: {}, later: { nodes: 0 } } }
    namespaces: { app: {} }
    secrets: { ghcr: { kind: supplied, key: .dockerconfigjson } }
    volumes:
      shared: { kind: host_path, storage: 1Gi, access_mode: ReadWriteMany, path: /srv/toy }
      own: { kind: claim, storage: 1Gi, deletion: delete }
    workloads:
      web:
        kind: web
        image: example.org/web:1
        pull_secrets: [ghcr]
        ports: { http: 8080 }
        metrics: { port: 9100 }
        names: { service: web-service, deployment: web-deployment }
        volumes: { shared: { path: /data, folder: web } }
        migration: { command: [migrate], deadline_seconds: 8 }
        resources: &small
          requests: { cpu: 10m, memory: 16Mi }
          limits: { cpu: 10m, memory: 16Mi }
      nightly:
        kind: cron
        image: example.org/task:1
        schedule: 0 3 * * 1
        volumes: { shared: { path: /data, access: read_only } }
        resources: *small
      seed:
        kind: job
        image: example.org/task:1
        calls: [workload.web, "api.example.org:443"]
        volumes: { own: { path: /data } }
        deadline_seconds: 60
        resources: *small
"""
_NEXT = {"image: example.org/web:1": "image: example.org/web:2"}
_NO_NODE = {"image: example.org/web:2": "image: example.org/web:3\n        node_pool: later"}
_MENDED_AND_SCALED = {
    "\n        node_pool: later": "",
    "        metrics:": (
        "        vpa: {}\n"
        "        schedule: { peak: { start: 0 8 * * *, end: 0 20 * * *, min: 3 } }\n"
        "        metrics:"
    ),
}


def test_workloads_live_from_up_to_destroy(user_of: MakeUser) -> None:
    user = user_of("dev")
    user.stack_file.write_text(_STACK, encoding="utf-8")
    user.must("up")
    assert "would change nothing" in user.must("preview").out
    assert {phase for (phase,) in _of("pv,pvc", user, ".status.phase")} == {"Bound"}
    [seed], [first] = _of("job/seed", user, _UID), _of("job/web-migration", user, _UID)
    _a_new_image_migrates_before_the_pods_change(user, first)
    _a_migration_that_fails_keeps_the_old_version(user)
    _the_next_up_goes_on_with_schedule_and_recommendations(user)
    assert "would change nothing" in user.must("preview").out
    assert _of("job/seed", user, _UID) == {seed}, "a job runs once, whatever happens around it"
    user.must("destroy")
    assert user.processes() == []


def _a_new_image_migrates_before_the_pods_change(user: User, first: tuple[str, ...]) -> None:
    patched_file(user.stack_file, _NEXT)
    user.must("up")
    assert _of("job/web-migration", user, _UID) != {first}
    [(done,)] = _of("job/web-migration", user, ".status.completionTime")
    created, image = max(_of("replicasets", user, ".metadata.creationTimestamp", _IMAGE))
    assert image == "example.org/web:2"
    assert done <= created, "the pods come after the migration"


def _a_migration_that_fails_keeps_the_old_version(user: User) -> None:
    patched_file(user.stack_file, _NO_NODE)
    failed = user.plinth("up")
    assert failed.code == 1
    assert "failed: Job web-migration" in failed.text
    assert _of("deployments", user, _IMAGE) == {("example.org/web:2",)}


def _the_next_up_goes_on_with_schedule_and_recommendations(user: User) -> None:
    user.kubectl("apply", "-f", str(_DEFINITIONS))
    user.kubectl("wait", "--for=condition=Established", "-f", str(_DEFINITIONS))
    patched_file(user.stack_file, _MENDED_AND_SCALED)
    user.must("up")
    assert _of("deployments", user, _IMAGE) == {("example.org/web:3",)}
    assert _of("scaledobjects", user, ".spec.scaleTargetRef.name") == {("web-deployment",)}
    assert _of("vpa", user, ".spec.targetRef.name") == {("web-deployment",)}


_UID = ".metadata.uid"
_IMAGE = ".spec.template.spec.containers[0].image"


def _of(what: str, user: User, *fields: str) -> set[tuple[str, ...]]:
    """The fields of every object that is named so or of these kinds."""
    columns = ",".join(f"F{number}:{field}" for number, field in enumerate(fields))
    asked = [
        "-n",
        "app",
        "get",
        *what.split("/"),
        "--no-headers",
        "-o",
        f"custom-columns={columns}",
    ]
    return {tuple(line.split()) for line in user.kubectl(*asked).splitlines()}
