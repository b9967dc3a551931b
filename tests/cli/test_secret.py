import io
from pathlib import Path

import pytest

from cli import secret
from cli.target import WrongQuestionError
from stacks.secrets import secret_needs, users_of
from stacks.spec import StackSpec
from tests.stacks.platforms import spec

_PATCH = """\
secrets:
  session: {kind: generated}
  vendor: {kind: supplied, object: keys, key: VENDOR}
  legacy: {kind: existing, object: old, key: token}
  spare: {kind: generated}
workloads:
  web: {secret_env: {SESSION: session, VENDOR: vendor}}
  job: {secret_env: {VENDOR: vendor, LEGACY: legacy}}
"""


@pytest.fixture
def stack(tmp_path: Path) -> StackSpec:
    return spec(tmp_path, _PATCH)


def test_the_list_says_where_each_is_whether_it_is_set_and_who_reads_it(stack: StackSpec) -> None:
    assert secret.listing(secret_needs(stack, frozenset({"vendor"}))) == [
        "SECRET   KIND       STATE           KUBERNETES SECRET/KEY  USED BY",
        "legacy   existing   kept by others  old/token              app/job",
        "session  generated  made by plinth  session/value          app/web",
        "spare    generated  made by plinth  spare/value            nobody",
        "vendor   supplied   set             keys/VENDOR            app/job, app/web",
    ]


def test_a_supplied_secret_without_a_value_is_not_set(stack: StackSpec) -> None:
    states = {need.name: need.state for need in secret_needs(stack, frozenset())}

    assert states["vendor"] == "not set"


def test_a_stack_without_secrets_says_so() -> None:
    assert secret.listing(()) == ["this stack has no secrets"]


def test_only_readers_of_a_secret_use_it(stack: StackSpec) -> None:
    assert users_of(stack, "session") == ("app/web",)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("session", "session cannot be set here; its kind is generated"),
        ("legacy", "legacy cannot be set here; its kind is existing"),
        ("vendr", "no such secret: vendr; did you mean vendor?"),
        ("zzz", "no such secret: zzz; there are: legacy, session, spare and vendor"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_way_out(
    stack: StackSpec, name: str, said: str
) -> None:
    with pytest.raises(WrongQuestionError, match=said.replace("?", r"\?")):
        secret.settable(stack, name)


def test_supplied_secrets_can_be_set_and_plinths_own_rotated(stack: StackSpec) -> None:
    secret.settable(stack, "vendor")
    secret.rotatable(stack, "vendor")
    secret.rotatable(stack, "session")


def test_what_others_keep_cannot_be_rotated(stack: StackSpec) -> None:
    with pytest.raises(WrongQuestionError, match="legacy cannot be rotated here"):
        secret.rotatable(stack, "legacy")


@pytest.mark.parametrize(("typed", "value"), [("abc\n", "abc"), ("a\nb\n\n", "a\nb\n")])
def test_standard_input_is_the_value_less_its_last_line_end(
    monkeypatch: pytest.MonkeyPatch, typed: str, value: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))

    assert secret.asked_value("vendor") == value


def test_an_empty_value_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))

    with pytest.raises(WrongQuestionError, match="vendor was not set: the value is empty"):
        secret.asked_value("vendor")
