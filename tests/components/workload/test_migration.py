"""What must succeed before a new version starts."""

from pathlib import Path

import pytest

from tests.plan import Plan, assert_house_rules
from tests.stacks.platforms import planned

JOB = "kubernetes:batch/v1:Job"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
ACCOUNT = "kubernetes:core/v1:ServiceAccount"
STORE = 'databases: {main: {kind: in_cluster, version: "17"}}\n'
POD = ("spec", "template", "spec")
MIGRATED = "migration: {command: [migrate, up], deadline_seconds: 900}"


def web(folder: Path, fields: str = "", head: str = "", image: str = "example.org/web:1") -> Plan:
    migrated = f"workloads: {{web: {{image: '{image}', {MIGRATED}, {fields}}}}}"
    return planned(folder, head + migrated)


def test_the_deployment_waits_for_a_job_that_is_made_anew_and_waited_for(tmp_path: Path) -> None:
    made = web(tmp_path)
    job, deployment = made.one(JOB, "web-migration"), made.one(DEPLOYMENT, "web")
    assert job.urn in deployment.depends_on
    assert job.parent_urn == deployment.parent_urn
    assert job.delete_before_replace is True
    assert job.custom_timeouts == {"create": "990s", "update": "990s"}, "deadline, grace, a minute"
    assert job.at("metadata", "annotations") == {"pulumi.com/replaceUnready": "true"}
    assert job.at("spec", "activeDeadlineSeconds") == 900
    assert_house_rules(made)


def test_the_migrations_pod_is_the_workloads_in_all_that_it_is_given(tmp_path: Path) -> None:
    head = (
        STORE
        + "secrets: {token: {kind: generated}}\n"
        + "volumes: {data: {kind: claim, storage: 1Gi}}\n"
    )
    fields = "calls: [database.main], secret_env: {T: token}, volumes: {data: {path: /data}}"
    made = web(tmp_path, fields, head)
    own, migrating = made.one(DEPLOYMENT, "web"), made.one(JOB, "web-migration")
    for each in ("volumes", "securityContext", "serviceAccountName"):
        assert migrating.at(*POD, each) == own.at(*POD, each), each
    for each in ("env", "image", "resources", "volumeMounts", "imagePullPolicy"):
        assert migrating.at(*POD, "containers", 0, each) == own.at(*POD, "containers", 0, each)
    assert migrating.at(*POD, "containers", 0, "command") == ["migrate", "up"]
    assert migrating.at(*POD, "containers", 0, "ports") == []
    assert migrating.at(*POD, "restartPolicy") == "Never"


def test_it_may_call_what_the_workload_calls_and_nobody_calls_it(tmp_path: Path) -> None:
    fields = "calls: [database.main, 'api.example.org:443'], service_type: NodePort"
    made = web(tmp_path, fields, STORE)
    own, migrating = made.one(POLICY, "web"), made.one(POLICY, "web-migration")
    assert migrating.at("spec", "egress") == own.at("spec", "egress")
    assert migrating.at("spec", "ingress") == []
    assert migrating.at("metadata", "annotations") == own.at("metadata", "annotations")
    name = {"app.kubernetes.io/name": "web-migration"}
    assert migrating.at("spec", "podSelector", "matchLabels") == name
    labels = ("spec", "template", "metadata", "labels", "app.kubernetes.io/name")
    reason = "by the workload's own name its Service would send requests"
    assert made.one(JOB, "web-migration").at(*labels) == "web-migration", reason
    callers = ("spec", "ingress", 0, "from")
    label = ("podSelector", "matchLabels", "app.kubernetes.io/name")
    found = [made.one(POLICY, "database-main").at(*callers, n, *label) for n in (0, 1)]
    assert sorted(map(str, found)) == ["web", "web-migration"], "the store lets both in"


def test_it_starts_after_its_policy_its_account_and_what_it_calls(tmp_path: Path) -> None:
    made = web(tmp_path, "calls: [database.main]", STORE)
    waits = set(made.one(JOB, "web-migration").depends_on)
    store = made.one("kubernetes:apps/v1:StatefulSet", "database-main")
    assert waits >= {made.one(POLICY, "web-migration").urn, made.one(ACCOUNT, "web").urn, store.urn}


@pytest.mark.parametrize(
    ("fields", "image", "head"),
    [
        ("", "example.org/web:2", ""),
        ("env: {A: '1'}", "example.org/web:1", ""),
        ("configs: {a: {}}", "example.org/web:1", "configs: {a: {values: {X: '1'}}}\n"),
    ],
)
def test_it_is_another_one_for_another_version(
    tmp_path: Path, fields: str, image: str, head: str
) -> None:
    before = web(tmp_path).one(JOB, "web-migration").at("spec", "template")
    after = web(tmp_path, fields, head, image).one(JOB, "web-migration").at("spec", "template")
    assert before != after


def test_another_number_of_pods_is_no_other_version(tmp_path: Path) -> None:
    before = web(tmp_path).one(JOB, "web-migration")
    fields = "scaling: {kind: fixed, replicas: 3}, probes: {liveness: {kind: tcp, port: http}}"
    assert web(tmp_path, fields).one(JOB, "web-migration").inputs == before.inputs


def test_who_asks_for_no_migration_has_none(tmp_path: Path) -> None:
    assert planned(tmp_path, "labels: {}").of(JOB) == ()
