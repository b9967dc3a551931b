"""Clusters whose API the whole internet reaches."""

import ipaddress
from collections.abc import Iterator
from typing import Final

from components.cluster.spec import EksSpec
from proof.plan import Plan
from proof.rule import Hit, Rule

_WIDEST: Final = 8
"""A shorter prefix than this is no organisation's own network."""


def _find(plan: Plan) -> Iterator[Hit]:
    cluster = plan.stack.cluster
    if not isinstance(cluster, EksSpec):
        return
    for position, text in enumerate(cluster.public_access_from):
        network = ipaddress.ip_network(text)
        if network.prefixlen < _WIDEST:
            message = f"{text} lets {network.num_addresses} addresses try to enter"
            yield Hit(path=("cluster", "public_access_from", position), message=message)


RULE = Rule(
    id="public-endpoint-open",
    severity="error",
    title="a cluster whose API is open to everybody",
    why=(
        "Nobody gets in without credentials, but stolen ones are enough from anywhere then, and a"
        " hole in the API server or a flood of requests meets no other wall."
    ),
    ways_out=(
        "name the networks that people and runners come from: cluster.public_access_from",
        "leave it out and reach the API from inside the network, through a VPN or a runner there",
    ),
    find=_find,
    source="https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
)
