"""Compiles the lock files from what each is made of; `--check` says whether they are in step.

The check needs no network: each lock file begins with a digest of the dependencies it was made of.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = CHECKOUT / "requirements.txt", CHECKOUT / "requirements-dev.txt"
DEMONSTRATION = CHECKOUT / "systems" / "hpa-lab" / "app"
CONTAINER = DEMONSTRATION / "requirements.txt"
CONTAINER_PYTHON = "3.13"
JUDGES = CHECKOUT / "tests" / "judges"
JUDGE, JUDGE_PYTHON = JUDGES / "requirements.txt", "3.11"


def digest(pyproject: str) -> str:
    """Return a digest of everything in pyproject.toml that decides the locks."""
    content = tomllib.loads(pyproject)
    project = content["project"]
    deciding = [project["requires-python"], project["dependencies"], content["dependency-groups"]]
    return _sha256(json.dumps(deciding, sort_keys=True))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def first_line(of: str) -> str:
    """Return the line that a lock file made of these dependencies begins with."""
    return f"# Made by tools/lock from dependencies {of}"


def first_lines() -> Mapping[Path, str]:
    """Return the line that each lock file must begin with."""
    ours = digest((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    container = _direct(DEMONSTRATION, CONTAINER_PYTHON)
    judge = _direct(JUDGES, JUDGE_PYTHON)
    lines = {RUNTIME: ours, DEVELOPMENT: ours, CONTAINER: container, JUDGE: judge}
    return {path: first_line(of) for path, of in lines.items()}


def _direct(folder: Path, python: str) -> str:
    return _sha256(f"{python}\n{(folder / 'requirements.in').read_text(encoding='utf-8')}")


def out_of_step(lines: Mapping[Path, str]) -> list[str]:
    """Return the lock files, relative to the checkout, that do not begin with their lines."""
    return [
        str(path.relative_to(CHECKOUT))
        for path, line in lines.items()
        if path.read_text(encoding="utf-8").split("\n", 1)[0] != line
    ]


def compile_locks(lines: Mapping[Path, str]) -> None:
    """Write the lock files; every package that is in two of them has one version."""
    _compile("pyproject.toml", RUNTIME)
    _compile("pyproject.toml", DEVELOPMENT, "--group", "dev", "--constraint", RUNTIME.name)
    direct = str((DEMONSTRATION / "requirements.in").relative_to(CHECKOUT))
    judge = str((JUDGES / "requirements.in").relative_to(CHECKOUT))
    # So that the tests run what the container will run.
    same = ("--constraint", DEVELOPMENT.name)
    _compile(direct, CONTAINER, "--python-version", CONTAINER_PYTHON, *same)
    # Judges share nothing with what they judge, so nothing constrains them.
    _compile(judge, JUDGE, "--python-version", JUDGE_PYTHON)
    for path, line in lines.items():
        path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def _compile(source: str, lock: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    output = ["--generate-hashes", "--no-header", "--output-file", str(lock.relative_to(CHECKOUT))]
    subprocess.run([*command, *output, source, *arguments], cwd=CHECKOUT, check=True)


def main(arguments: list[str]) -> int:
    """Write or check the locks; return the exit code."""
    lines = first_lines()
    if arguments == ["--check"]:
        stale = out_of_step(lines)
        if stale:
            sys.stderr.write(
                f"not in step with the dependencies: {', '.join(stale)}; run tools/lock\n"
            )
        return 1 if stale else 0
    if arguments:
        sys.stderr.write("usage: tools/lock [--check]\n")
        return 2
    compile_locks(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
