"""What reads stack files needs no engine: importing it loads nothing of Pulumi."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPECS = sorted(
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for file in (ROOT / "components").glob("*/spec.py")
)
PURE = [
    *SPECS,
    "components.workload.pods",
    "components.workload.shape",
    "components.database.shape",
    "components.cache.shape",
    "components.tenancy.traffic",
    "stacks.file",
    "stacks.spec",
    "stacks.shapes",
    "stacks.placement",
    "stacks.content",
]
LISTED = (
    "import importlib, sys; importlib.import_module(sys.argv[1]);"
    "print(*sorted(m for m in sys.modules if m.partition('.')[0].startswith('pulumi')))"
)


def loaded_of_pulumi(module: str) -> str:
    """The modules of Pulumi that a fresh interpreter has loaded after the import."""
    command = [sys.executable, "-c", LISTED, module]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return ended.stdout.strip()


@pytest.mark.parametrize("module", PURE)
def test_importing_it_loads_nothing_of_pulumi(module: str) -> None:
    assert loaded_of_pulumi(module) == ""


def test_the_question_is_one_that_can_be_answered_with_yes() -> None:
    assert "pulumi" in loaded_of_pulumi("stacks.platform").split()


def test_every_package_of_components_has_a_spec_that_is_asked() -> None:
    assert {"components.workload.spec", "components.cluster.spec"} <= set(SPECS)
    assert len(SPECS) >= 8
