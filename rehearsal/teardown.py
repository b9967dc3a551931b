"""Whether a destroy took things away in an order that works outside of a rehearsal too; pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rehearsal.clouds.aws.eks import CLUSTER, NODE_GROUP
from rehearsal.journal import Entry

RELEASE: Final = "chart "
"""How the journal calls a chart's release: `chart keda`."""
FINALISED_BY: Final[Mapping[str, frozenset[str]]] = {
    "aws-load-balancer-controller": frozenset({"Ingress", "TargetGroupBinding"}),
    "external-secrets": frozenset({"ExternalSecret", "PushSecret"}),
    "keda": frozenset({"ScaledObject", "ScaledJob"}),
}
"""The kinds whose objects cannot go without a chart's controller."""


def misordered(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield, in words, each thing that went before what still needed it."""
    gone = {(each.token, each.id): at for at, each in enumerate(entries) if each.doing == "deleted"}
    for at, each in enumerate(entries):
        if each.doing != "delete":
            continue
        for needed in (key for key, when in gone.items() if when > at and _needs(key[0], each)):
            yield f"{each.token} {each.id} began to go before {' '.join(needed)} was gone"


def _needs(token: str, going: Entry) -> bool:
    """Say whether something of a type needs what is going until it is gone itself."""
    if going.token in (CLUSTER, NODE_GROUP):
        finalised = frozenset[str]().union(*FINALISED_BY.values())
        return token in finalised or token.startswith(RELEASE)
    return token in FINALISED_BY.get(going.token.removeprefix(RELEASE), frozenset())
