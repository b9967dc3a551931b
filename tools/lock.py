"""Compiles the lock files from pyproject.toml; `--check` says whether they are in step.

The check needs no network: each lock file begins with a digest of the dependencies it was made of.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = CHECKOUT / "requirements.txt", CHECKOUT / "requirements-dev.txt"


def digest(pyproject: str) -> str:
    """Return a digest of everything in pyproject.toml that decides the locks."""
    content = tomllib.loads(pyproject)
    project = content["project"]
    deciding = [project["requires-python"], project["dependencies"], content["dependency-groups"]]
    return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()


def first_line(of: str) -> str:
    """Return the line that a lock file made of these dependencies begins with."""
    return f"# Made by tools/lock from dependencies {of}"


def out_of_step(line: str) -> list[str]:
    """Return the lock files that do not begin with the line."""
    locks = (RUNTIME, DEVELOPMENT)
    return [p.name for p in locks if p.read_text(encoding="utf-8").split("\n", 1)[0] != line]


def compile_locks(line: str) -> None:
    """Write both lock files; every package that is in both has one version."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    common = ["--generate-hashes", "--no-header", "pyproject.toml", "--output-file"]
    subprocess.run([*command, *common, RUNTIME], cwd=CHECKOUT, check=True)
    group = ["--group", "dev", "--constraint", RUNTIME]
    subprocess.run([*command, *common, DEVELOPMENT, *group], cwd=CHECKOUT, check=True)
    for path in (RUNTIME, DEVELOPMENT):
        path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write or check the locks; return the exit code."""
    line = first_line(digest((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")))
    if arguments == ["--check"]:
        stale = out_of_step(line)
        if stale:
            sys.stderr.write(
                f"not in step with pyproject.toml: {', '.join(stale)}; run tools/lock\n"
            )
        return 1 if stale else 0
    if arguments:
        sys.stderr.write("usage: tools/lock [--check]\n")
        return 2
    compile_locks(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
