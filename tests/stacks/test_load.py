"""What the engine hands over is read as the stack file itself is."""

import json
from pathlib import Path

import pytest

from cli.target import Target
from stacks.content import read_content
from stacks.file import StackFileError
from stacks.load import PLACEHOLDER, load
from stacks.loaded import Loaded
from stacks.secrets import unset_secrets
from tests.plan import Secret, plan
from tests.shipped import SHIPPED, resolved
from tests.stacks import platforms


def loaded(
    folder: Path,
    tree: object,
    secrets: dict[str, str] | None = None,
    project: str = "toy",
    stack: str = "prod",
) -> tuple[Loaded, dict[str, Secret]]:
    """What `load` returns, and the values of the supplied secrets."""
    import pulumi

    found: list[Loaded] = []

    def program() -> None:
        found.append(load(folder))
        for name, value in found[0].supplied.items():
            pulumi.export(name, value)

    config = {"platform:spec": json.dumps(tree)}
    made = plan(program, project=project, stack=stack, config=config, secrets=secrets or {})
    values = {name: value for name, value in made.outputs.items() if isinstance(value, Secret)}
    assert set(values) == set(made.outputs), "every supplied value is marked secret"
    return found[0], values


@pytest.mark.parametrize("target", SHIPPED, ids=lambda target: target.reference)
def test_both_ways_of_reading_a_shipped_stack_agree(target: Target) -> None:
    file = resolved(target)
    own = json.loads(json.dumps(file.tree))
    found, _ = loaded(target.folder, own, project=target.project, stack=target.stack)
    assert found.spec == file.spec
    assert found.content == read_content(file, target.folder)
    assert (found.identity.project, found.identity.stack) == (target.project, target.stack)


@pytest.mark.parametrize("target", SHIPPED, ids=lambda target: target.reference)
def test_what_the_command_line_writes_for_the_engine_is_the_same_stack(target: Target) -> None:
    file = resolved(target)
    written = json.loads(file.spec.model_dump_json(exclude_unset=True))
    assert loaded(target.folder, written)[0].spec == file.spec


def test_extends_is_looked_up_beside_the_stack_file(tmp_path: Path) -> None:
    (tmp_path / "system.yaml").write_text(platforms.BASE, encoding="utf-8")
    found, _ = loaded(tmp_path, {"extends": "system.yaml", "labels": {"owner": "a"}})
    assert (found.spec.labels, set(found.spec.workloads)) == ({"owner": "a"}, {"web", "job"})


def test_what_does_not_hold_together_is_refused_as_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "system.yaml").write_text(platforms.BASE, encoding="utf-8")
    with pytest.raises(StackFileError, match=r"cluster\.kind"):
        loaded(tmp_path, {"extends": "system.yaml", "cluster": {"kind": "kubeadm"}})


def test_a_supplied_secret_is_read_by_its_name_and_never_invented(tmp_path: Path) -> None:
    secrets = (
        "secrets: {given: {kind: supplied}, missing: {kind: supplied}, own: {kind: generated}}"
    )
    tree = json.loads(json.dumps(platforms.resolved(tmp_path, secrets).tree))
    found, values = loaded(tmp_path, tree, {"platform:given": "sentinel"})
    assert values == {"given": Secret("sentinel"), "missing": Secret(PLACEHOLDER + "missing")}
    assert unset_secrets(found.spec, frozenset({"given"})) == ("missing",)


def test_a_registrys_login_that_is_not_set_is_one_that_kubernetes_takes(tmp_path: Path) -> None:
    secrets = "secrets: {ghcr: {kind: supplied, key: .dockerconfigjson}}"
    tree = json.loads(json.dumps(platforms.resolved(tmp_path, secrets).tree))
    _, values = loaded(tmp_path, tree)
    assert values == {"ghcr": Secret('{"auths": {}}')}
