from pathlib import Path

import pytest

from cli.target import UnknownStackError, all_stacks, find


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    _project(tmp_path, "starter", "dev", "prod")
    _project(tmp_path / "systems" / "shop", "shop", "dev")
    return tmp_path


def _project(folder: Path, name: str, *stacks: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Pulumi.yaml").write_text(f"name: {name}\n")
    for stack in stacks:
        (folder / f"Pulumi.{stack}.yaml").write_text("config: {}\n")


def test_a_plain_name_is_a_stack_of_the_checkout(checkout: Path) -> None:
    found = find("prod", checkout, checkout)
    assert (found.folder, found.project, found.stack) == (checkout, "starter", "prod")
    assert found.file == checkout / "Pulumi.prod.yaml"


def test_a_plain_name_is_a_stack_of_the_project_one_stands_in(checkout: Path) -> None:
    inside = checkout / "systems" / "shop" / "data"
    inside.mkdir()
    assert find("dev", inside, checkout).project == "shop"


def test_a_plain_name_outside_of_any_project_is_one_of_the_checkout(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert find("dev", elsewhere, checkout).project == "starter"


def test_a_system_is_named_before_its_stack_from_anywhere(checkout: Path) -> None:
    assert find("shop/dev", checkout / "systems", checkout).project == "shop"


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("prd", "no such stack: prd; did you mean prod?"),
        ("shop/dve", "no such stack: shop/dve; did you mean shop/dev?"),
        ("zzz", "no such stack: zzz; there are: dev, prod, shop/dev"),
        ("", "no such stack: (empty); there are: dev, prod, shop/dev"),
        ("../../etc/dev", "no such stack: ../../etc/dev"),
    ],
)
def test_an_unknown_stack_is_answered_with_those_there_are(
    checkout: Path, reference: str, message: str
) -> None:
    with pytest.raises(UnknownStackError) as caught:
        find(reference, checkout, checkout)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "is no YAML"),
        ("runtime: python", "has no 'name:'"),
        ("- a", "has no 'name:'"),
        ("name: Some Name!", r"name: 'Some Name!' cannot name a project; up to 100 letters"),
        ("name: ../../x", r"name: '../../x' cannot name a project"),
        ("name: '..'", r"name: '..' cannot name a project"),
        ("name: 12", "has no 'name:' that is text"),
    ],
)
def test_a_broken_project_file_is_named(checkout: Path, text: str, message: str) -> None:
    (checkout / "Pulumi.yaml").write_text(text)
    with pytest.raises(UnknownStackError, match=message):
        find("dev", checkout, checkout)


def test_a_stack_whose_name_the_engine_does_not_take_is_refused_before_anything_is_made(
    checkout: Path,
) -> None:
    _project(checkout, "starter", "my stack")
    with pytest.raises(UnknownStackError, match=r"'my stack' cannot name a stack; .*rename the"):
        find("my stack", checkout, checkout)


def test_a_folder_or_a_loop_of_links_is_no_stack(checkout: Path) -> None:
    (checkout / "Pulumi.folder.yaml").mkdir()
    (checkout / "Pulumi.loop.yaml").symlink_to("Pulumi.loop.yaml")
    with pytest.raises(UnknownStackError, match="no such stack: folder; there are: dev, prod"):
        find("folder", checkout, checkout)
    with pytest.raises(UnknownStackError, match="no such stack: loop; there are: dev, prod"):
        find("loop", checkout, checkout)


def test_completion_offers_everything_that_can_be_named(checkout: Path) -> None:
    names = all_stacks(checkout, checkout)
    assert names == ["dev", "prod", "shop/dev"]
    assert {find(name, checkout, checkout).stack for name in names} == {"dev", "prod"}
