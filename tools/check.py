"""Everything that can be said of the code without running it, one named check each."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
_BIN = Path(sys.executable).parent

CHECKS: Mapping[str, Sequence[str]] = {
    "format": (str(_BIN / "ruff"), "format", "--check", "--quiet", "."),
    "lint": (str(_BIN / "ruff"), "check", "--quiet", "."),
    "types": (str(_BIN / "pyright"),),
    "imports": (str(_BIN / "lint-imports"), "--no-cache"),
    "yaml": (str(_BIN / "yamllint"), "--strict", "."),
    "lock": (sys.executable, "tools/lock.py", "--check"),
    "schema": (str(CHECKOUT / "tools" / "schema"), "--check"),
}


def run(name: str) -> subprocess.CompletedProcess[str]:
    """Run one check in the checkout and return how it ended, its output in `stdout`."""
    return subprocess.run(
        CHECKS[name],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def main(names: Sequence[str]) -> int:
    """Run the named checks, or all; print what fails and return the exit code."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        sys.stderr.write(f"no such check: {', '.join(unknown)}; there are: {', '.join(CHECKS)}\n")
        return 2
    failed = 0
    for name in names or CHECKS:
        result = run(name)
        sys.stdout.write(f"{name}: {'ok' if result.returncode == 0 else 'FAILED'}\n")
        if result.returncode != 0:
            sys.stdout.write(result.stdout)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
