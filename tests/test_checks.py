"""The checks that need no run of the code: each of tools/check's, and the house's own."""

import ast
import subprocess
from pathlib import Path

import pytest

from tools.check import CHECKOUT, CHECKS, run

_LONGEST_FILE = 300


def _tracked(suffix: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", f"*{suffix}"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = (CHECKOUT / name for name in listed.split("\0") if name)
    return sorted(path for path in paths if path.exists())


@pytest.mark.parametrize("name", CHECKS)
def test_tools_check_finds_nothing(name: str) -> None:
    result = run(name)
    assert result.returncode == 0, result.stdout


def test_no_file_of_code_is_longer_than_it_may_be() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in _tracked(".py")}
    assert lengths, "no files found: this test would say nothing"
    too_long = {str(p.relative_to(CHECKOUT)): n for p, n in lengths.items() if n > _LONGEST_FILE}
    assert not too_long, "a file that grows past this is two things"


def _loose_signatures(source: str) -> list[str]:
    """The functions of a module whose signature says `dict[str, Any]` or a bare `Any`."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            signature = ast.unparse(node.args) + (ast.unparse(node.returns) if node.returns else "")
            if "Any" in signature.replace("AnyStr", ""):
                found.append(node.name)
    return found


def test_a_loose_signature_is_recognised() -> None:
    assert _loose_signatures("def f(x: dict[str, Any]) -> None: ...") == ["f"]


def test_no_signature_is_loose() -> None:
    loose = {
        str(path.relative_to(CHECKOUT)): names
        for path in _tracked(".py")
        if (names := _loose_signatures(path.read_text(encoding="utf-8")))
        and "tests" not in path.relative_to(CHECKOUT).parts
    }
    assert not loose
