"""The rules of the house that every shipped stack keeps, checked on its plan."""

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from tests.recording.answers import SECRET_ANSWERS
from tests.recording.record import Plan, Recorded
from tests.recording.wire import plain_texts

PACKAGES_WITH_PROVIDER = frozenset({"kubernetes", "aws", "digitalocean"})
COMPONENT_TYPE = re.compile(r"plinth:[a-z_]+:[A-Z]\w+")

Rule: TypeAlias = Callable[[Plan, Recorded], Iterator[str]]


def assert_house_rules(plan: Plan, sentinels: Sequence[str] = ()) -> None:
    """Raise AssertionError with every breach.

    `sentinels` and the secrets of the default answers must stand in no plain value.
    """
    findings = house_rule_findings(plan, sentinels)
    if findings:
        listed = "\n  ".join(findings)
        raise AssertionError(f"{len(findings)} house rule(s) broken:\n  {listed}")


def house_rule_findings(plan: Plan, sentinels: Sequence[str] = ()) -> tuple[str, ...]:
    """Every breach of the house rules, one sentence each."""
    each = (f for r in plan.resources for rule in RULES for f in rule(plan, r))
    return (*each, *_alias_claims(plan), *_plain_secrets(plan, (*SECRET_ANSWERS, *sentinels)))


def _explicit_provider(plan: Plan, resource: Recorded) -> Iterator[str]:
    if not resource.custom or resource.package not in PACKAGES_WITH_PROVIDER:
        return
    wanted = f"pulumi:providers:{resource.package}"
    if resource.provider is None:
        yield f"{resource.urn}: no explicit provider; pass `provider=` to its component"
    elif resource.provider not in {provider.urn for provider in plan.of(wanted)}:
        yield f"{resource.urn}: its provider {resource.provider} is no {wanted} of this plan"


def _component_type(_: Plan, resource: Recorded) -> Iterator[str]:
    if not resource.custom and not COMPONENT_TYPE.fullmatch(resource.type):
        yield f"{resource.urn}: a component's type is plinth:<package>:<Class>"


def _outputs_registered(_: Plan, resource: Recorded) -> Iterator[str]:
    if not resource.custom and resource.outputs is None:
        yield f"{resource.urn}: never called register_outputs"


def _name_without_stack(plan: Plan, resource: Recorded) -> Iterator[str]:
    part = rf"(?<![A-Za-z0-9]){re.escape(plan.stack)}(?![A-Za-z0-9])"
    if re.search(part, resource.name):
        yield f"{resource.urn}: the name repeats the stack's name {plan.stack!r}"


def _fixed_object_name(_: Plan, resource: Recorded) -> Iterator[str]:
    if not resource.custom or resource.package != "kubernetes":
        return
    is_release = resource.type.startswith("kubernetes:helm.sh/")
    holder = resource.inputs if is_release else resource.inputs.get("metadata")
    if not isinstance(holder, Mapping) or not holder.get("name"):
        field = "name" if is_release else "metadata.name"
        yield f"{resource.urn}: no {field}, so the engine would add a random suffix"


RULES: tuple[Rule, ...] = (
    _explicit_provider,
    _component_type,
    _outputs_registered,
    _name_without_stack,
    _fixed_object_name,
)


def _alias_claims(plan: Plan) -> Iterator[str]:
    claimed: dict[str, str] = {}
    for resource in plan.resources:
        for former in resource.aliases:
            if former in claimed:
                yield f"{resource.urn}: claims the former URN {former}, as {claimed[former]} does"
            claimed[former] = resource.urn


def _plain_secrets(plan: Plan, sentinels: Sequence[str]) -> Iterator[str]:
    forms = {form: sentinel for sentinel in sentinels for form in _spellings(sentinel)}
    for where, text in _stored_in_plain(plan):
        for sentinel in {forms[form] for form in forms if form in text}:
            yield f"{where}: holds the secret {sentinel!r} in plain text"


def _spellings(sentinel: str) -> set[str]:
    encoded = base64.b64encode(sentinel.encode()).decode()
    return {sentinel, encoded, json.dumps(sentinel)[1:-1]}


def _stored_in_plain(plan: Plan) -> Iterator[tuple[str, str]]:
    for resource in plan.resources:
        yield resource.urn, resource.urn
        yield resource.urn, resource.id or ""
        for bag in (resource.inputs, resource.outputs or {}):
            for text in plain_texts(bag):
                yield resource.urn, text
    for name, value in plan.outputs.items():
        for text in plain_texts(value):
            yield f"stack output {name}", text
