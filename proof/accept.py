"""Which findings a stack's owners have accepted, and what is wrong with their acceptances."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from proof.plan import Plan
from proof.rule import Hit, Rule
from stacks.acceptance import AcceptanceSpec
from stacks.file import KeyPath
from stacks.reading.explain import closest
from stacks.reading.problems import dotted


def _nothing_alone(_: Plan) -> tuple[Hit, ...]:
    """Return nothing: acceptances are judged beside the findings of all other rules."""
    return ()


INCOMPLETE = Rule(
    id="acceptance-incomplete",
    severity="error",
    title="an acceptance without a reason or a date",
    why=(
        "An acceptance is read a year later by somebody who was not there. Without a reason they"
        " cannot judge it, without a date nobody ever looks again; so it does not count."
    ),
    ways_out=("give both reason and until below accept",),
    find=_nothing_alone,
)
EXPIRED = Rule(
    id="acceptance-expired",
    severity="error",
    title="an acceptance past its date",
    why="Its owners wanted to look again on that day; until they have, it does not count.",
    ways_out=("mend what was accepted", "look again and set a later day in until"),
    find=_nothing_alone,
)
UNUSED = Rule(
    id="acceptance-unused",
    severity="warning",
    title="an acceptance that nothing needs",
    why="It would hide the finding when it comes back, for a reason that no longer applies.",
    ways_out=("delete it",),
    find=_nothing_alone,
)
ACCEPTANCE_RULES = (INCOMPLETE, EXPIRED, UNUSED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A rule's hit, and the acceptance that covers it, if any."""

    rule: Rule
    hit: Hit
    accepted: AcceptanceSpec | None = None


def weigh(found: Sequence[tuple[Rule, Hit]], plan: Plan, known: Collection[str]) -> list[Found]:
    """Return the hits with their acceptances, and what is wrong with the acceptances."""
    accept = plan.stack.accept
    valid = {name: each for name, each in accept.items() if _counts(each, plan.on)}
    weighed = [Found(rule=r, hit=h, accepted=_covering(valid.get(r.id), h)) for r, h in found]
    used = {each.rule.id for each in weighed if each.accepted is not None}
    faults = [f for name, each in accept.items() for f in _faults(name, each, plan.on, known)]
    unused = [(UNUSED, _unused(name)) for name in valid if name in known and name not in used]
    return weighed + [Found(rule=rule, hit=hit) for rule, hit in (*faults, *unused)]


def _counts(acceptance: AcceptanceSpec, on: date) -> bool:
    complete = bool(acceptance.reason.strip()) and acceptance.until is not None
    return complete and on.isoformat() <= (acceptance.until or "")


def _covering(acceptance: AcceptanceSpec | None, hit: Hit) -> AcceptanceSpec | None:
    if acceptance is None or not acceptance.at:
        return acceptance
    return acceptance if any(_inside(hit.path, place) for place in acceptance.at) else None


def _inside(path: KeyPath, place: str) -> bool:
    whole = dotted(path)
    return whole == place or whole.startswith((f"{place}.", f"{place}["))


def _faults(
    name: str, acceptance: AcceptanceSpec, on: date, known: Collection[str]
) -> Iterator[tuple[Rule, Hit]]:
    at = ("accept", name)
    said = {"reason": acceptance.reason.strip(), "until": acceptance.until}
    missing = [field for field, value in said.items() if not value]
    if name not in known:
        meant = closest(name, sorted(known))
        hint = f"; did you mean {meant}?" if meant else ""
        yield UNUSED, Hit(path=at, message=f"there is no rule {name}{hint}")
    elif missing:
        yield INCOMPLETE, Hit(path=at, message=f"has no {' and no '.join(missing)}")
    elif not _counts(acceptance, on):
        message = f"ended on {acceptance.until}, and this is judged for {on.isoformat()}"
        yield EXPIRED, Hit(path=(*at, "until"), message=message)


def _unused(name: str) -> Hit:
    return Hit(path=("accept", name), message="the rule finds nothing that it covers")
