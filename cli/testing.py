"""Running plinth's own tests."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cli.console import warn
from cli.target import CHECKOUT
from engine.toolbox.ensure import Toolbox, ensure
from engine.toolbox.errors import ToolError
from engine.toolbox.progress import reporter_for
from engine.toolbox.sets import KUBERNETES_SET, PULUMI_SET

_SIDE_BY_SIDE = ("-n", "3", "--dist", "loadgroup")
"""Live tests mostly wait, so three workers suit two cores; a user's own choice runs alone."""


def run_tests(arguments: Sequence[str]) -> int:
    """Run pytest with every tool at hand and return its exit code.

    Without the tools the tests that need a real cluster are skipped, and say so.
    """
    with tempfile.TemporaryDirectory(prefix="plinth-tools-") as folder:
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        tools = _tools()
        if tools is not None:
            _link(tools, Path(folder))
            environment["PLINTH_TOOLS"] = folder
        command = [sys.executable, "-P", "-m", "pytest", *(arguments or _SIDE_BY_SIDE)]
        return subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode


def _tools() -> Toolbox | None:
    try:
        with reporter_for() as reporter:
            return ensure([PULUMI_SET, KUBERNETES_SET], reporter)
    except ToolError as error:
        warn(f"tests that need a real cluster will be skipped:\n{error}")
        return None


def _link(tools: Toolbox, folder: Path) -> None:
    for name, path in tools.paths.items():
        (folder / name).symlink_to(path)
