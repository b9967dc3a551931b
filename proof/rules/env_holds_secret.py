"""Credentials among the settings."""

from collections.abc import Iterator, Mapping

from proof.credentials import has_credential_in_address, is_credential
from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.file import KeyPath


def _find(plan: Plan) -> Iterator[Hit]:
    for path, settings in _settings(plan):
        for name, value in settings.items():
            if is_credential(name, value):
                yield Hit(path=(*path, name), message="looks like a credential in plain text")
            elif has_credential_in_address(value):
                yield Hit(path=(*path, name), message="holds an address with a password in it")


def _settings(plan: Plan) -> Iterator[tuple[KeyPath, Mapping[str, str]]]:
    for name, workload in plan.stack.workloads.items():
        yield ("workloads", name, "env"), workload.env
    for name, config in plan.stack.configs.items():
        yield ("configs", name, "values"), config.values


RULE = Rule(
    id="env-holds-secret",
    severity="error",
    title="a credential among the settings",
    why=(
        "Settings stand in plain text in the stack file and its history, in the state, and in the"
        " cluster, where everybody who may read pods or ConfigMaps reads them. A credential that"
        " was there once must be changed."
    ),
    ways_out=(
        "name a secret in secret_env; ./plinth secret set keeps its value",
        "compose it of what calls gives: $(DATABASE_MAIN_PASSWORD)",
    ),
    find=_find,
    source="https://kubernetes.io/docs/concepts/configuration/secret/",
)
