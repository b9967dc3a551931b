"""Objects of workloads that end, compared as plain data."""

from components.workload.batch_manifests import (
    Template,
    cron_job_spec,
    job_spec,
    migration_job_spec,
)
from components.workload.lifecycle import MigrationSpec
from components.workload.resources import ResourcesSpec
from components.workload.spec import CronSpec, JobSpec

POD: Template = {"spec": {"containers": [], "restart_policy": "Never"}}


def test_a_job_is_done_when_its_pods_have_succeeded() -> None:
    spec = JobSpec(
        kind="job",
        image="a",
        resources=ResourcesSpec(),
        completions=4,
        parallelism=2,
        deadline_seconds=90,
        retries=5,
    )
    assert job_spec(spec, POD) == {
        "backoff_limit": 5,
        "template": POD,
        "active_deadline_seconds": 90,
        "completions": 4,
        "parallelism": 2,
    }


def test_a_job_that_may_take_for_ever_has_no_deadline() -> None:
    made = job_spec(JobSpec(kind="job", image="a", resources=ResourcesSpec()), POD)
    assert made == {"backoff_limit": 3, "template": POD, "completions": 1, "parallelism": 1}


def test_every_field_of_a_cron_reaches_its_object() -> None:
    spec = CronSpec(
        kind="cron",
        image="a",
        resources=ResourcesSpec(),
        schedule="30 2 * * 1-5",
        time_zone="Europe/Berlin",
        overlap="Replace",
        start_within_seconds=600,
        runs="suspended",
        keep_succeeded=7,
        keep_failed=2,
        deadline_seconds=3600,
        retries=0,
    )
    assert cron_job_spec(spec, POD) == {
        "schedule": "30 2 * * 1-5",
        "time_zone": "Europe/Berlin",
        "concurrency_policy": "Replace",
        "suspend": True,
        "successful_jobs_history_limit": 7,
        "failed_jobs_history_limit": 2,
        "starting_deadline_seconds": 600,
        "job_template": {
            "spec": {"backoff_limit": 0, "template": POD, "active_deadline_seconds": 3600}
        },
    }


def test_a_cron_runs_one_at_a_time_unless_it_says_otherwise() -> None:
    spec = CronSpec(kind="cron", image="a", resources=ResourcesSpec(), schedule="0 3 * * *")
    assert cron_job_spec(spec, POD) == {
        "schedule": "0 3 * * *",
        "time_zone": "Etc/UTC",
        "concurrency_policy": "Forbid",
        "suspend": False,
        "successful_jobs_history_limit": 3,
        "failed_jobs_history_limit": 1,
        "job_template": {"spec": {"backoff_limit": 3, "template": POD}},
    }


def test_a_migration_is_tried_once_within_its_deadline_and_never_twice_at_once() -> None:
    assert migration_job_spec(MigrationSpec(command=("migrate",)), POD) == {
        "backoff_limit": 0,
        "template": POD,
        "active_deadline_seconds": 600,
        "pod_replacement_policy": "Failed",
    }
