"""Running plinth's own tests."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cli.console import warn
from cli.judge_environment import ensure_judge
from cli.target import CHECKOUT
from engine.toolbox.ensure import ensure
from engine.toolbox.errors import ToolError
from engine.toolbox.progress import Reporter, reporter_for
from engine.toolbox.sets import (
    KUBE_SCORE_SET,
    KUBECONFORM_SET,
    KUBERNETES_SET,
    METRICS_SERVER_SET,
    PULUMI_SET,
    ToolSet,
)

_SIDE_BY_SIDE = ("-n", "3", "--dist", "loadgroup")
"""Live tests mostly wait, so three workers suit two cores; a user's own choice runs alone."""


CHECKOV_LOCK = CHECKOUT / "tests" / "judges" / "requirements.txt"

Getting = Callable[[Reporter], Mapping[str, Path]]
"""Gets the tools of one lot, by their names; raises ToolError."""


def _built(*sets: ToolSet) -> Getting:
    return lambda reporter: ensure(sets, reporter).paths


def _checkov(reporter: Reporter) -> Mapping[str, Path]:
    return {"checkov": ensure_judge(CHECKOV_LOCK, "checkov", reporter)}


LOTS: Mapping[str, Getting] = {
    "tests that need a real cluster": _built(PULUMI_SET, KUBERNETES_SET, METRICS_SERVER_SET),
    "what kube-score and kubeconform say of the shipped stacks": _built(
        KUBE_SCORE_SET, KUBECONFORM_SET
    ),
    "what Checkov says of the shipped stacks": _checkov,
}
"""What is tested with which tools; a lot that cannot be had leaves the others as they are."""


def run_tests(arguments: Sequence[str]) -> int:
    """Run pytest with every tool at hand and return its exit code.

    The tests whose tools cannot be had are skipped, and say so.
    """
    with tempfile.TemporaryDirectory(prefix="plinth-tools-") as folder:
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        if gather(LOTS, Path(folder)):
            environment["PLINTH_TOOLS"] = folder
        command = [sys.executable, "-P", "-m", "pytest", *(arguments or _SIDE_BY_SIDE)]
        return subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode


def gather(lots: Mapping[str, Getting], folder: Path) -> bool:
    """Link the tools of each lot into the folder, warn of the lots that are not to be had.

    Returns whether any tool is there.
    """
    for tested, get in lots.items():
        try:
            with reporter_for() as reporter:
                tools = get(reporter)
        except ToolError as error:
            warn(f"to be skipped: {tested}:\n{error}")
            continue
        for name, path in tools.items():
            (folder / name).symlink_to(path)
    return any(folder.iterdir())
