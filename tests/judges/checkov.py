"""Asking Checkov, in its own environment and without a network, about many stacks at once."""

import json
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypedDict

from tests.judges.findings import Finding, Verdict
from tests.judges.objects import Manifest, names
from tests.judges.terraform_plan import addresses_of, terraform_plan
from tests.plan import Recorded

DRIVER = Path(__file__).with_name("ask_checkov.py")
NOWHERE = "http://127.0.0.1:9"
"""A proxy that is not there: whatever would leave this machine fails."""

Framework = Literal["kubernetes", "terraform_plan"]


class _Checked(TypedDict):
    check_id: str
    check_name: str
    file_path: str
    resource: str


class _Results(TypedDict):
    passed_checks: Sequence[_Checked]
    failed_checks: Sequence[_Checked]
    skipped_checks: Sequence[_Checked]
    parsing_errors: Sequence[str]


class _Report(TypedDict):
    results: _Results


def on_objects(
    checkov: Path, stacks: Mapping[str, Iterable[Manifest]], folder: Path
) -> Mapping[str, Verdict]:
    """What Checkov says of each stack's Kubernetes objects; AssertionError if it cannot tell."""
    files = {
        stack: {f"{number:04}.json": manifest for number, manifest in enumerate(objects)}
        for stack, objects in stacks.items()
    }
    reports = _ask(checkov, "kubernetes", files, folder)
    found: dict[str, Verdict] = {}
    for stack, report in reports.items():
        whose = {file: names([one])[0] for file, one in files[stack].items()}
        found[stack] = _verdict(stack, report, lambda c, w=whose: w[Path(c["file_path"]).name])
    return found


def on_resources(
    checkov: Path, stacks: Mapping[str, Sequence[Recorded]], folder: Path
) -> Mapping[str, Verdict]:
    """What Checkov says of each stack's cloud resources; AssertionError if it cannot tell."""
    files = {stack: {"plan.json": terraform_plan(given)} for stack, given in stacks.items()}
    reports = _ask(checkov, "terraform_plan", files, folder)
    found: dict[str, Verdict] = {}
    for stack, report in reports.items():
        addresses = addresses_of(stacks[stack])
        whose = {addresses[r.urn]: (r.type, r.name) for r in stacks[stack]}
        found[stack] = _verdict(stack, report, lambda c, w=whose: w[c["resource"]])
    return found


def _ask(
    checkov: Path,
    framework: Framework,
    stacks: Mapping[str, Mapping[str, object]],
    folder: Path,
) -> Mapping[str, _Report]:
    """Write each stack's files to a folder of its own and read what is said of it."""
    folders = {stack: folder / f"{number:04}" for number, stack in enumerate(stacks)}
    for stack, files in stacks.items():
        folders[stack].mkdir(parents=True)
        for name, content in files.items():
            (folders[stack] / name).write_text(json.dumps(content, indent=1), encoding="utf-8")
    # A home of its own, so that no settings of a user decide what is judged.
    environ = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "HTTP_PROXY": NOWHERE,
        "HTTPS_PROXY": NOWHERE,
        "LOG_LEVEL": "ERROR",
    }
    python = checkov.resolve().with_name("python")
    command = [python, "-P", DRIVER, framework, *folders.values()]
    done = subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"Checkov says: {done.stderr}"
    return {stack: _report(stack, each.with_suffix(".json")) for stack, each in folders.items()}


def _report(stack: str, file: Path) -> _Report:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("{"), f"{stack}: Checkov says: {text}"
    report: _Report = json.loads(text)
    # What it finds nothing in, it answers with a summary alone.
    assert "results" in report, f"{stack}: Checkov found nothing to judge: {text}"
    broken = report["results"]["parsing_errors"]
    assert not broken, f"{stack}: Checkov cannot read {broken}"
    return report


def _verdict(stack: str, report: _Report, whose: Callable[[_Checked], tuple[str, str]]) -> Verdict:
    results = report["results"]
    # What a resource excuses itself from counts as well.
    against = (*results["failed_checks"], *results["skipped_checks"])
    findings = {_finding(stack, check, whose(check)) for check in against}
    judged = {whose(check) for check in (*results["passed_checks"], *against)}
    return Verdict(judged=tuple(sorted(judged)), findings=tuple(sorted(findings)))


def _finding(stack: str, check: _Checked, whose: tuple[str, str]) -> Finding:
    kind, name = whose
    return Finding(
        stack=stack, kind=kind, name=name, rule=check["check_id"], says=check["check_name"]
    )
