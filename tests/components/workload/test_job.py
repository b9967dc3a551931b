"""Workloads that run once."""

from pathlib import Path

from tests.plan import Plan, assert_house_rules
from tests.stacks.platforms import planned

JOB = "kubernetes:batch/v1:Job"
POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
SERVICE = "kubernetes:core/v1:Service"


def seed(folder: Path, fields: str = "", head: str = "") -> Plan:
    raw = "kind: job, image: example.org/task:1, resources: {}"
    return planned(folder, f"{head}workloads: {{seed: {{{raw}, {fields}}}}}")


def test_a_job_is_made_anew_when_it_changes_or_has_failed(tmp_path: Path) -> None:
    made = seed(tmp_path, "deadline_seconds: 60, grace_seconds: 5")
    job = made.one(JOB, "seed")
    assert job.delete_before_replace is True
    assert job.at("metadata", "annotations") == {"pulumi.com/replaceUnready": "true"}
    assert job.custom_timeouts == {"create": "125s", "update": "125s"}, "deadline, grace, a minute"
    assert made.one("plinth:workload:Job", "seed").outputs == {"job_name": "seed"}
    assert_house_rules(made)


def test_a_job_without_a_deadline_is_waited_for_as_long_as_the_engine_does(tmp_path: Path) -> None:
    assert seed(tmp_path).one(JOB, "seed").custom_timeouts == {}


def test_a_config_that_changes_makes_another_job(tmp_path: Path) -> None:
    def template(value: str) -> object:
        head = f"configs: {{a: {{values: {{X: {value}}}}}}}\n"
        return seed(tmp_path, "configs: {a: {}}", head).one(JOB, "seed").at("spec", "template")

    assert template("one") == template("one")
    assert template("one") != template("two")


def test_a_job_answers_nobody(tmp_path: Path) -> None:
    made = seed(tmp_path)
    assert [service.name for service in made.of(SERVICE)] == ["web"]
    assert made.one(POLICY, "seed").at("spec", "ingress") == []
