"""The plan check as a user calls it: whole commands, their words and exit codes."""

import json
import subprocess
from pathlib import Path

import pytest

from cli.check import day
from cli.target import CHECKOUT, WrongQuestionError
from proof.report.json_report import CheckReport
from tests.proof.kit import SOUND
from tests.stacks.toys import write


def _check(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "Pulumi.yaml").write_text("name: toy\nruntime: python\n")
    command = [str(CHECKOUT / "plinth"), "check", "prod", "--on", "2026-11-21", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _write(folder: Path, patch: str) -> None:
    write(folder, f"extends: system.yaml\n{patch}", SOUND)


_MOVING = "workloads: {web: {image: ghcr.io/acme/web}, job: {image: ghcr.io/acme/job}}"


def test_a_plan_that_holds_ends_with_0(tmp_path: Path) -> None:
    _write(tmp_path, "workloads: {}")
    ended = _check(tmp_path)

    assert (ended.returncode, ended.stdout) == (0, "prod holds: nothing found\n")


def test_a_plan_that_does_not_hold_ends_with_1_and_says_each_rule_once(tmp_path: Path) -> None:
    _write(tmp_path, _MOVING)
    ended = _check(tmp_path)

    assert ended.returncode == 1
    assert ended.stdout.startswith("prod does not hold: 2 errors\n")
    assert ended.stdout.count("why: ") == 1
    assert "Pulumi.prod.yaml:4  workloads.web.image: ghcr.io/acme/web names no tag" in ended.stdout


def test_a_wrong_stack_file_ends_with_2(tmp_path: Path) -> None:
    _write(tmp_path, "workloads: {web: {imagee: x}}")
    ended = _check(tmp_path)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert "did you mean image?" in ended.stderr


def test_an_accepted_finding_is_told_with_its_reason(tmp_path: Path) -> None:
    accept = 'accept: {latest-image: {reason: a demo for a day, until: "2999-12-31"}}'
    _write(tmp_path, f"{_MOVING}\n{accept}")
    ended = _check(tmp_path)

    assert ended.returncode == 0
    assert ended.stdout.startswith("prod holds: nothing found; 2 accepted\n")
    assert "because: a demo for a day (until 2999-12-31)" in ended.stdout


def test_programs_get_the_published_form(tmp_path: Path) -> None:
    _write(tmp_path, _MOVING)
    ended = _check(tmp_path, "--format", "json")
    told = CheckReport.model_validate(json.loads(ended.stdout))

    assert (ended.returncode, told.holds, told.on) == (1, False, "2026-11-21")
    assert [(f.rule, f.path, f.line) for f in told.findings] == [
        ("latest-image", "workloads.job.image", 4),
        ("latest-image", "workloads.web.image", 4),
    ]


def test_the_calendar_stands_below_when_support_has_ended(tmp_path: Path) -> None:
    _write(tmp_path, "workloads: {}")
    ended = _check(tmp_path, "--on", "2027-06-30")

    assert ended.returncode == 1
    assert ended.stdout.startswith("prod does not hold: 1 error, 1 warning\n")
    assert ended.stdout.endswith(
        "when support ends, seen from 2027-06-30\n"
        "    Kubernetes 1.36  2027-06-28  ended 2 days ago\n"
    )


def test_the_calendar_is_told_to_whoever_asks_for_it(tmp_path: Path) -> None:
    _write(tmp_path, "workloads: {}")
    ended = _check(tmp_path, "-v")

    assert ended.stdout == (
        "prod holds: nothing found\n"
        "\n"
        "when support ends, seen from 2026-11-21\n"
        "    Kubernetes 1.36  2027-06-28  fine\n"
    )


def test_a_rule_explains_itself(tmp_path: Path) -> None:
    _write(tmp_path, "workloads: {}")
    ended = _check(tmp_path, "--explain", "latest-image")

    assert ended.returncode == 0
    assert ended.stdout.startswith("latest-image (error): an image without a version\n")


def test_an_unknown_rule_ends_with_2_and_the_one_that_was_meant(tmp_path: Path) -> None:
    _write(tmp_path, "workloads: {}")
    ended = _check(tmp_path, "--explain", "latest-images")

    assert (ended.returncode, ended.stderr) == (
        2,
        "no such rule: latest-images; did you mean latest-image?\n",
    )


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(WrongQuestionError, match="--on 2027-02-30: must be a day of the calendar"):
        day("2027-02-30")
