"""Runs Checkov on many folders; started with the Python of Checkov's own environment.

Usage: ask_checkov.py FRAMEWORK FOLDER... writes FOLDER.json for each. Within one process Checkov
would judge all folders as one, so that a policy of one stack would excuse the pods of another.
"""

import os
import sys
from pathlib import Path

# It is installed in another environment than the one that is type-checked.
from checkov.main import Checkov  # pyright: ignore[reportMissingImports, reportUnknownVariableType]

FLAGS = ("--skip-download", "--compact", "--output", "json")


def ask(framework: str, folder: Path) -> int:
    """Write what Checkov says of the folder, in a process of its own; return its exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with folder.with_suffix(".json").open("w", encoding="utf-8") as answer:
        os.dup2(answer.fileno(), sys.stdout.fileno())
        command = [*FLAGS, "--framework", framework, "--directory", str(folder)]
        code = Checkov(argv=command).run()
        sys.stdout.flush()
    os._exit(code or 0)


if __name__ == "__main__":
    codes = [ask(sys.argv[1], Path(name)) for name in sys.argv[2:]]
    # It ends with 1 for a finding.
    sys.exit(0 if {*codes} <= {0, 1} else 2)
