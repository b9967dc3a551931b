"""Typed Kubernetes objects for workloads that end; pure."""

import pulumi_kubernetes as k8s

from components.workload.lifecycle import MigrationSpec
from components.workload.spec import CronSpec, JobSpec

Template = k8s.core.v1.PodTemplateSpecArgsDict


def job_spec(spec: JobSpec, template: Template) -> k8s.batch.v1.JobSpecArgsDict:
    """Return the Job's spec; it stays when it is done, so that the engine knows that it ran."""
    return {
        **_until_done(spec.deadline_seconds, spec.retries, template),
        "completions": spec.completions,
        "parallelism": spec.parallelism,
    }


def migration_job_spec(spec: MigrationSpec, template: Template) -> k8s.batch.v1.JobSpecArgsDict:
    """Return the spec of a migration's Job; no second pod starts before the first one is gone."""
    return {
        **_until_done(spec.deadline_seconds, spec.retries, template),
        "pod_replacement_policy": "Failed",
    }


def cron_job_spec(spec: CronSpec, template: Template) -> k8s.batch.v1.CronJobSpecArgsDict:
    """Return the CronJob's spec."""
    made: k8s.batch.v1.CronJobSpecArgsDict = {
        "schedule": spec.schedule,
        "time_zone": spec.time_zone,
        "concurrency_policy": spec.overlap,
        "suspend": spec.runs == "suspended",
        "successful_jobs_history_limit": spec.keep_succeeded,
        "failed_jobs_history_limit": spec.keep_failed,
        "job_template": {"spec": _until_done(spec.deadline_seconds, spec.retries, template)},
    }
    if spec.start_within_seconds is not None:
        made["starting_deadline_seconds"] = spec.start_within_seconds
    return made


def _until_done(
    deadline_seconds: int | None, retries: int, template: Template
) -> k8s.batch.v1.JobSpecArgsDict:
    made: k8s.batch.v1.JobSpecArgsDict = {"backoff_limit": retries, "template": template}
    if deadline_seconds is not None:
        made["active_deadline_seconds"] = deadline_seconds
    return made
