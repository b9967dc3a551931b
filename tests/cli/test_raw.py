import pytest

from cli.raw import stack_and_arguments


@pytest.mark.parametrize(
    ("words", "stack", "arguments"),
    [
        (["pulumi", "--", "stack", "export"], "dev", ["stack", "export"]),
        (["pulumi", "shop/prod", "--", "up", "--yes"], "shop/prod", ["up", "--yes"]),
        (["pulumi", "version"], "dev", ["version"]),
        (["pulumi", "dev", "--", "config", "set", "a", "--", "-1"], "dev",
         ["config", "set", "a", "--", "-1"]),
        (["pulumi"], "dev", []),
    ],
)  # fmt: skip
def test_the_first_double_dash_parts_the_stack_from_the_engines_arguments(
    words: list[str], stack: str, arguments: list[str]
) -> None:
    assert stack_and_arguments(words) == (stack, arguments)
