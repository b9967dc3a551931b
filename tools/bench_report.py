"""The benchmark report; pure but for the line about the machine."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, kw_only=True, slots=True)
class Measurement:
    """One row: a command, what it may take, what it took."""

    name: str
    bound_seconds: float
    median_seconds: float
    least_seconds: float
    most_seconds: float
    runs: int
    mebibytes: float
    bound_mebibytes: float | None
    as_of: str


def render(rows: Iterable[Measurement]) -> str:
    """Return the report as Markdown."""
    head = [
        "# Benchmarks",
        "",
        "Written by `tools/bench`: whole processes, seconds of wall time; memory is the largest",
        f"single process. Machine of the newest rows: {machine()}.",
        "",
        "| What | bound | median | least | most | runs | memory | as of |",
        "|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    return "\n".join([*head, *(_row(row) for row in rows)]) + "\n"


def machine() -> str:
    """Return what a reader has to know of the machine to compare."""
    memory = psutil.virtual_memory().total / 1024**3
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()},"
        f" Python {platform.python_version()}"
    )


def _row(row: Measurement) -> str:
    memory = f"{row.mebibytes:.0f} MiB"
    if row.bound_mebibytes is not None:
        memory += f" (bound {row.bound_mebibytes:.0f})"
    return (
        f"| {row.name} | {row.bound_seconds:g} s | {row.median_seconds:g} s |"
        f" {row.least_seconds:g} s | {row.most_seconds:g} s | {row.runs} | {memory} | {row.as_of} |"
    )
