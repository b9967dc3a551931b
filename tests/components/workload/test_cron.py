"""Workloads that run at times."""

from pathlib import Path

from tests.plan import assert_house_rules
from tests.stacks.platforms import planned

CRON_JOB = "kubernetes:batch/v1:CronJob"
POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
ACCOUNT = "kubernetes:core/v1:ServiceAccount"
PATCH = """\
databases: {main: {kind: in_cluster, version: "17"}}
workloads:
  nightly:
    kind: cron
    image: example.org/task:1
    resources: {}
    schedule: 0 3 * * *
    calls: [database.main]
"""


def test_a_cron_is_an_account_a_policy_and_a_cron_job_that_waits_for_both(tmp_path: Path) -> None:
    made = planned(tmp_path, PATCH)
    cron = made.one("plinth:workload:Cron", "nightly")
    children = {r.type: r for r in made.children(cron.urn)}
    assert set(children) == {ACCOUNT, POLICY, CRON_JOB}
    store = made.one("kubernetes:apps/v1:StatefulSet", "database-main")
    waits = set(children[CRON_JOB].depends_on)
    assert waits >= {children[ACCOUNT].urn, children[POLICY].urn, store.urn}
    assert cron.outputs == {"cron_job_name": "nightly"}
    assert_house_rules(made)


def test_a_runs_pods_are_those_of_the_workload_and_its_policys(tmp_path: Path) -> None:
    cron = planned(tmp_path, PATCH).one(CRON_JOB, "nightly")
    template = ("spec", "jobTemplate", "spec", "template")
    assert cron.at(*template, "spec", "restartPolicy") == "Never"
    assert cron.at(*template, "spec", "containers", 0, "image") == "example.org/task:1"
    label = cron.at(*template, "metadata", "labels", "app.kubernetes.io/name")
    policy = planned(tmp_path, PATCH).one(POLICY, "nightly")
    assert policy.at("spec", "podSelector", "matchLabels") == {"app.kubernetes.io/name": label}
