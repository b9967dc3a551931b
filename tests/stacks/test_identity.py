"""The names of a stack outside the engine."""

import re

from hypothesis import given
from hypothesis import strategies as st

from stacks.identity import Identity

# https://www.pulumi.com/docs/iac/concepts/stacks/#stack-naming
ENGINE_NAMES = st.text("abcXYZ019-_.", min_size=1, max_size=100)


def test_a_plain_name_stays_as_it_is() -> None:
    assert Identity(project="shop", stack="dev").physical_name == "shop-dev"


@given(project=ENGINE_NAMES, stack=ENGINE_NAMES)
def test_every_name_of_the_engine_gives_a_short_dns_label(project: str, stack: str) -> None:
    name = Identity(project=project, stack=stack).physical_name
    assert re.fullmatch(r"[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?", name)


def test_names_that_differ_in_what_a_label_cannot_show_stay_different() -> None:
    names = ("shop", "Shop", "shop.", "sh_op", "sh.op", "s" * 60, "s" * 61)
    made = {Identity(project=name, stack="dev").physical_name for name in names}
    assert len(made) == len(names)
