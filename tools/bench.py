"""Measures whole commands on this machine; rows measured now replace their older ones.

Each command runs as a process of its own with a data folder of its own; the tools are those that
`./plinth up` finds. `--cold` also measures the first `up` with empty caches, which takes minutes.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tools.bench_report import Measurement, render

CHECKOUT = Path(__file__).resolve().parent.parent
DATA, REPORT = CHECKOUT / "docs" / "benchmarks.json", CHECKOUT / "docs" / "benchmarks.md"
PLINTH = str(CHECKOUT / "plinth")


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One finished process."""

    seconds: float
    mebibytes: float
    """The largest resident set of the process itself or of one that it waited for."""


def run(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a command in the checkout; raises SystemExit with its output when it fails."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        pid = os.posix_spawn(
            command[0],
            list(command),
            environment,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, output.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, output.fileno(), 2),
            ],
        )
        _, status, usage = os.wait4(pid, 0)
        seconds = time.monotonic() - began
        if os.waitstatus_to_exitcode(status) != 0:
            output.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{output.read().decode(errors='replace')}")
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(seconds=seconds, mebibytes=usage.ru_maxrss / scale)


@contextmanager
def fresh_environment() -> Iterator[dict[str, str]]:
    """Give an environment whose data folder is empty and goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="plinth-bench-") as folder:
        yield {**os.environ, "PLINTH_DATA": folder}


def life_cycle(repetitions: int) -> Iterator[Measurement]:
    """Measure up, preview, show and destroy of the starter platform, in this order each time."""
    runs: dict[str, list[Run]] = {"up": [], "preview": [], "show": [], "destroy": []}
    for _ in range(repetitions):
        with fresh_environment() as environment:
            for command, made in runs.items():
                made.append(run([PLINTH, command, "dev"], environment))
    bounds = {"up": 30.0, "preview": 8.0, "show": 1.0, "destroy": 20.0}
    names = {
        "up": "up of the starter, tools there, from nothing",
        "preview": "preview of the starter, nothing changed",
        "show": "show of the starter",
        "destroy": "destroy of the starter",
    }
    for command, made in runs.items():
        yield measurement(names[command], bounds[command], made)


def plan_check(repetitions: int) -> Iterator[Measurement]:
    """Measure the plan check of each system, start-up included."""
    for system in ("gpx-tracker", "hpa-lab", "multimodal-ai"):
        command = [PLINTH, "check", f"{system}/dev"]
        runs = [run(command, os.environ) for _ in range(repetitions)]
        yield measurement(f"check of {system}/dev", 1.5, runs)


def recording_engine(repetitions: int) -> Iterator[Measurement]:
    """Measure building the largest shipped stack on the tests' recording engine."""
    from tests.shipped import largest

    command = [sys.executable, "-P", "-m", "tests.shipped", largest().reference]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    runs = [run(command, environment) for _ in range(repetitions)]
    yield measurement("largest shipped stack on the recording engine", 2.0, runs, mebibytes=150.0)


def cloud(repetitions: int) -> Iterator[Measurement]:
    """Measure building the cloud stack on the recording engine, and its rehearsed life."""
    command = [sys.executable, "-P", "-m", "tests.shipped", "prod"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    built = [run(command, environment) for _ in range(repetitions)]
    yield measurement("prod (EKS) on the recording engine", 3.0, built, mebibytes=250.0)
    with fresh_environment() as environment:
        lived = [run([PLINTH, "rehearse", "prod"], environment) for _ in range(repetitions)]
    yield measurement("rehearse prod, tools there", 180.0, lived)


def tests(_repetitions: int) -> Iterator[Measurement]:
    """Measure the tiers of tests that need no cluster, and all of them."""
    pytest = [sys.executable, "-P", "-m", "pytest", "-q", "-m", "not live"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    quick = [run([*pytest, "--deselect", "tests/test_checks.py"], environment)]
    yield measurement("spec, pure, plan and golden tests", 60.0, quick)
    yield measurement("./plinth test, caches warm", 600.0, [run([PLINTH, "test"], environment)])


def cold(_repetitions: int) -> Iterator[Measurement]:
    """Measure the very first up: no caches, no packages, no tools."""
    with tempfile.TemporaryDirectory(prefix="plinth-cold-") as folder:
        clone = Path(folder) / "clone"
        run(["/usr/bin/git", "clone", "--quiet", str(CHECKOUT), str(clone)], os.environ)
        own = ("XDG_", "PLINTH_", "PULUMI_", "VIRTUAL_ENV")
        environment = {n: v for n, v in os.environ.items() if not n.startswith(own)}
        environment["HOME"] = folder
        up = run([str(clone / "plinth"), "up"], environment)
        run([str(clone / "plinth"), "destroy"], environment)
    yield measurement("first up in a fresh clone, empty caches, tools built", 540.0, [up])


def measurement(
    name: str, bound: float, runs: Sequence[Run], mebibytes: float | None = None
) -> Measurement:
    """Return the row of a table for some runs of one command."""
    seconds = [run.seconds for run in runs]
    return Measurement(
        name=name,
        bound_seconds=bound,
        median_seconds=round(statistics.median(seconds), 2),
        least_seconds=round(min(seconds), 2),
        most_seconds=round(max(seconds), 2),
        runs=len(runs),
        mebibytes=round(max(run.mebibytes for run in runs)),
        bound_mebibytes=mebibytes,
        as_of=datetime.now(UTC).date().isoformat(),
    )


GROUPS = {
    "life": life_cycle,
    "check": plan_check,
    "recording": recording_engine,
    "cloud": cloud,
    "tests": tests,
    "cold": cold,
}


def main() -> None:
    """Measure the groups asked for and write the report."""
    parser = argparse.ArgumentParser(prog="tools/bench", description=__doc__)
    parser.add_argument(
        "groups", nargs="*", choices=[*GROUPS, []], help=f"what to measure: {', '.join(GROUPS)}"
    )
    parser.add_argument("--cold", action="store_true", help="measure the very first up as well")
    parser.add_argument("-n", type=int, default=5, metavar="RUNS", help="runs of each command")
    given = parser.parse_args()
    wanted = given.groups or ["life", "check", "recording", "cloud", "tests"]
    rows = {row.name: row for row in _earlier()}
    for group in [*wanted, *(["cold"] if given.cold else [])]:
        for row in GROUPS[group](given.n):
            rows[row.name] = row
            sys.stdout.write(f"{row.name}: {row.median_seconds} s\n")
    DATA.write_text(json.dumps([asdict(r) for r in rows.values()], indent=1) + "\n", "utf-8")
    REPORT.write_text(render(rows.values()), encoding="utf-8")


def _earlier() -> list[Measurement]:
    if not DATA.exists():
        return []
    return [Measurement(**row) for row in json.loads(DATA.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    main()
