"""Every connection that the shipped stacks permit, compared with what each is meant to permit.

What is computed is what a cluster would enforce whose network plugin enforces policies at all; the
embedded one has no network, and so enforces nothing.
"""

from collections.abc import Mapping
from functools import cache

import pytest

from tests.judges.objects import manifests
from tests.reachability.evaluator import Address, Pod, World, world
from tests.shipped import RUNNABLE, planned, resolved, the

DNS = Pod("kube-system", "coredns", {"k8s-app": "kube-dns"}, (53,))
STRANGER = Pod("default", "stranger", {"name": "stranger"}, (80,))
ROUTER = Pod("traefik", "traefik", {"app.kubernetes.io/name": "traefik"})
"""The add-on's pod; its objects are stand-ins here, which no judge is shown."""
OUTSIDE = Address("198.51.99.7")
"""A public address."""
METADATA = Address("169.254.169.254")
"""Where clouds hand out credentials to whoever asks."""
NEIGHBOUR = Address("10.11.12.13")
"""A private address: another machine of the owner's network."""

_STARTER = {
    "app/web -> app/database-main:5432",
    "app/web -> app/cache-queue:6379",
    "app/worker -> app/database-main:5432",
    "app/worker -> app/cache-queue:6379",
    "app/worker -> outside:443",
    "app/worker -> outside:8443",
    "outside -> app/web:8080",
    "default/stranger -> app/web:8080",  # a node port is open to whoever reaches a node
}
_WORKERS = {
    "llm-worker": 8001,
    "image-worker": 8002,
    "stt-worker": 8003,
    "tts-worker": 8004,
    "cyclegan-worker": 8005,
}
_MULTIMODAL = {
    "outside -> multimodal-ai/frontend-deployment:8080",
    "default/stranger -> multimodal-ai/frontend-deployment:8080",
    "multimodal-ai/frontend-deployment -> multimodal-ai/gateway-deployment:8000",
    *(
        f"multimodal-ai/gateway-deployment -> multimodal-ai/{name}-deployment:{port}"
        for name, port in _WORKERS.items()
    ),
    *(f"multimodal-ai/{name}-deployment -> outside:443" for name in _WORKERS),
}
INTENDED: Mapping[str, set[str]] = {
    "dev": _STARTER,
    "prod": {
        "load balancer -> app/web:8080",  # the route, and nobody else
        *(f"app/{pod} -> stores:{port}" for pod in ("web", "worker") for port in (5432, 6379)),
        *(f"app/worker -> outside:{port}" for port in (443, 8443)),
    },
    "gpx-tracker/dev": {
        "outside -> gpx-tracker/gps-api:5001",
        "default/stranger -> gpx-tracker/gps-api:5001",
    },
    "hpa-lab/dev": {
        "outside -> hpa-lab/hpa-lab:8000",
        "default/stranger -> hpa-lab/hpa-lab:8000",
    },
    "multimodal-ai/dev": _MULTIMODAL,
}

_BALANCER, _STORE = Address("10.20.192.10"), Address("10.20.224.10")
"""In a public and in a database subnet of the production network."""


@cache
def _world(reference: str) -> World:
    routed = resolved(the(reference)).spec.addons.traefik is not None
    others = (DNS, STRANGER, ROUTER) if routed else (DNS, STRANGER)
    return world(manifests(planned(the(reference))), others)


def _own(reference: str) -> list[Pod]:
    """The pods in the namespaces that the stack file names; add-ons have their own."""
    namespaces = resolved(the(reference)).spec.namespaces
    return [pod for pod in _world(reference).pods if pod.namespace in namespaces]


def _permitted(reference: str) -> set[str]:
    """Every pair and port of the stack's own pods, with the outside and a stranger's pod."""
    made, own = _world(reference), _own(reference)
    sources = [pod for pod in made.pods if pod.namespace != "kube-system"]
    found = {
        f"{source} -> {target}:{port}"
        for source in sources
        for target in own
        for port in target.ports
        if source != target and made.reaches(source, target, port)
    }
    found |= {
        f"outside -> {pod}:{port}"
        for pod in own
        for port in pod.ports
        if made.reaches(OUTSIDE, pod, port)
    }
    found |= {
        f"load balancer -> {pod}:{port}"
        for pod in own
        for port in pod.ports
        if made.reaches(_BALANCER, pod, port) and not made.reaches(OUTSIDE, pod, port)
    }
    found |= {
        f"{pod} -> stores:{port}"
        for pod in own
        for port in (5432, 6379)
        if made.reaches(pod, _STORE, port)
    }
    return found | {
        f"{pod} -> outside:{port}"
        for pod in own
        for port in (443, 8443)
        if made.reaches(pod, OUTSIDE, port)
    }


@pytest.mark.parametrize("reference", sorted(INTENDED))
def test_exactly_the_intended_connections_are_permitted(reference: str) -> None:
    assert _permitted(reference) == INTENDED[reference]


def test_every_stack_that_is_meant_to_run_has_its_table() -> None:
    assert {target.reference for target in RUNNABLE} == set(INTENDED)


@pytest.mark.parametrize("reference", sorted(INTENDED))
def test_every_pod_can_ask_dns_and_nothing_else_there(reference: str) -> None:
    made, own = _world(reference), _own(reference)

    assert all(made.reaches(pod, DNS, 53, protocol) for pod in own for protocol in ("UDP", "TCP"))
    assert not any(made.reaches(pod, DNS, 9153) for pod in own)


@pytest.mark.parametrize("reference", sorted(INTENDED))
def test_nobody_reaches_credentials_of_the_machine_or_the_owners_network(reference: str) -> None:
    made, own = _world(reference), _own(reference)

    assert not any(made.reaches(pod, METADATA, 80) for pod in own)
    assert not any(made.reaches(pod, NEIGHBOUR, 443) for pod in own)
