"""The program as plain `pulumi up` runs it."""

import json
import runpy
from pathlib import Path

import pulumi
import pytest

from cli.target import CHECKOUT
from tests.plan import Plan, plan


def run(spec: object) -> Plan:
    """What the program makes of this value of platform:spec."""
    return plan(
        lambda: runpy.run_path(str(CHECKOUT / "__main__.py")),
        project="toy",
        stack="prod",
        config={"platform:spec": json.dumps(spec)},
    )


@pytest.fixture(autouse=True)
def project_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pulumi.runtime, "get_root_directory", lambda: str(tmp_path))


def test_a_wrong_stack_file_is_told_without_a_traceback() -> None:
    with pytest.raises(pulumi.RunError, match=r"hold together.*\n.* namespaces: required"):
        run({"cluster": {"kind": "local"}})


@pytest.mark.parametrize("spec", ["text", 3, True, ["a list"], None])
def test_a_spec_that_is_no_mapping_is_told_without_a_traceback(spec: object) -> None:
    with pytest.raises(pulumi.RunError, match=r"must be a mapping|Missing required"):
        run(spec)


def test_a_right_one_is_built() -> None:
    made = run({"cluster": {"kind": "local"}, "namespaces": {"app": {}}})
    assert made.outputs == {"node_ports": {}}
