"""Credentials on the command line."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from components.workload.base import WorkloadBase
from components.workload.spec import WorkloadSpec
from proof.credentials import has_credential_in_address, is_credential
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.file import KeyPath


def _find(plan: Plan) -> Iterator[Hit]:
    for name, workload in plan.stack.workloads.items():
        for path, words in _lines(workload):
            for position in _giving_away(words):
                yield Hit(
                    path=("workloads", name, *path, position),
                    message="looks like a credential in plain text",
                )


def _lines(workload: WorkloadSpec) -> Iterator[tuple[KeyPath, Sequence[str]]]:
    yield ("command",), workload.command
    yield ("args",), workload.args
    if isinstance(workload, WorkloadBase) and workload.migration is not None:
        yield ("migration", "command"), workload.migration.command
        yield ("migration", "args"), workload.migration.args


def _giving_away(words: Sequence[str]) -> Iterator[int]:
    """Yield the places of credentials: `password=x`, `--password x`, and in addresses."""
    for position, (before, word) in enumerate(pairwise(["", *words])):
        flag, equals, value = word.partition("=")
        if equals:
            given = is_credential(flag.lstrip("-"), value)
        else:
            given = before.startswith("-") and "=" not in before and _follows(before, word)
        if given or has_credential_in_address(word):
            yield position


def _follows(flag: str, word: str) -> bool:
    return not word.startswith("-") and is_credential(flag.lstrip("-"), word)


RULE = Rule(
    id="command-holds-secret",
    severity="error",
    title="a credential on the command line",
    why=(
        "The command line stands in plain text in the stack file and its history, in the state and"
        " in the pod; in the container every process can read it, and many programs log it. A"
        " credential that was there once must be changed."
    ),
    ways_out=(
        "name a secret in secret_env, and write $(NAME) in command or args",
        "let the program read it from its environment",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/configuration/secret/",
)
