"""What may be put into a config."""

from pathlib import Path

from tests.stacks.platforms import refused


def test_a_config_holds_something_under_names_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    patch = "configs: {a: {}, b: {values: {X: '1'}, files: {X: x.txt}}}"
    assert refused(tmp_path, patch) == [
        ":4 configs.a: holds nothing; give it values or files",
        ":4 configs.b.files.X: the name is taken by one of the config's values; choose another",
    ]
