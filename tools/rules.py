"""The users' list of rules, from the rules themselves."""

from collections.abc import Iterable, Iterator

from proof.rule import Rule

_HEAD = """# Rules

What `./plinth check` looks for in a stack file, written by `tools/schema` from the rules
themselves. An **error** means that the plan does not hold; a **warning** that it holds and will
hurt; a **note** that it is good to know. To live with a finding for a while, say so in the stack
file:

    accept:
      RULE: { reason: why it is acceptable here, until: "2027-01-31", at: [workloads.api] }

Without `at` it is accepted wherever the rule finds it. Without a reason or a day it does not count.
"""


def rules_page(rules: Iterable[Rule]) -> str:
    """Return the page as Markdown: an overview, then every rule with its reasons."""
    listed = sorted(rules, key=lambda rule: rule.id)
    overview = [f"| [{r.id}](#{r.id}) | {r.severity} | {r.title} |" for r in listed]
    table = ["| Rule | Severity | Found when there is |", "|---|---|---|", *overview, ""]
    return "\n".join([_HEAD, *table, *(line for rule in listed for line in _section(rule))])


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield ""
    yield f"{rule.severity.capitalize()}: {rule.title}."
    yield ""
    yield rule.why
    yield ""
    yield from (f"- Way out: {way}." for way in rule.ways_out)
    if rule.source is not None:
        yield f"- Source: {rule.source}"
    yield ""
