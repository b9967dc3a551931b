"""The evaluator itself, against what Kubernetes' documentation says of each case."""

from collections.abc import Mapping

import pytest

from tests.judges.objects import Manifest
from tests.reachability.evaluator import Address, Pod, world

_DENY = {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def _deployment(name: str, namespace: str = "app") -> Manifest:
    template = {
        "metadata": {"labels": {"name": name}},
        "spec": {"containers": [{"ports": [{"containerPort": 80}]}]},
    }
    return {
        "kind": "Deployment",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"template": template},
    }


def _policy(spec: Mapping[str, object]) -> Manifest:
    return {"kind": "NetworkPolicy", "metadata": {"name": "p", "namespace": "app"}, "spec": spec}  # pyright: ignore[reportReturnType]  # plain data


def _to(name: str, rule: Mapping[str, object]) -> Manifest:
    return _policy(
        {
            "podSelector": {"matchLabels": {"name": name}},
            "policyTypes": ["Ingress"],
            "ingress": [rule],
        }
    )


WEB, DB = _deployment("web"), _deployment("db")
_FROM_WEB = [{"podSelector": {"matchLabels": {"name": "web"}}}]


def _reach(*policies: Manifest, port: int = 80, source: str = "app/web") -> bool:
    made = world([WEB, DB, _deployment("web", "other"), *policies])
    pods = {str(pod): pod for pod in made.pods}
    return made.reaches(pods[source], pods["app/db"], port)


def test_without_policies_everything_is_open() -> None:
    assert _reach()


def test_a_policy_without_rules_closes() -> None:
    assert not _reach(_policy(_DENY))


def test_policies_add_up() -> None:
    into = _to("db", {"from": _FROM_WEB})

    assert _reach(into)
    assert not _reach(_policy(_DENY), into), "the other end is closed still"


@pytest.mark.parametrize(
    ("rule", "open_"),
    [
        ({"from": _FROM_WEB, "ports": [{"port": 80, "protocol": "TCP"}]}, True),
        ({"from": _FROM_WEB, "ports": [{"port": 81, "protocol": "TCP"}]}, False),
        ({"from": _FROM_WEB, "ports": [{"port": 80, "protocol": "UDP"}]}, False),
        ({"from": [{"podSelector": {"matchLabels": {"name": "job"}}}]}, False),
        ({"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}, False),
        ({}, True),
    ],
)
def test_a_rule_lets_its_peers_to_its_ports(rule: Mapping[str, object], open_: bool) -> None:
    assert _reach(_to("db", rule)) is open_


def test_a_pod_selector_alone_means_the_policys_own_namespace() -> None:
    assert not _reach(_to("db", {"from": _FROM_WEB}), source="other/web")


def test_addresses_match_blocks_less_their_exceptions() -> None:
    block = {"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]}
    egress = {
        "podSelector": {},
        "policyTypes": ["Egress"],
        "egress": [{"to": [{"ipBlock": block}]}],
    }
    made = world([WEB, _policy(egress)])
    pod = Pod("app", "web", {"name": "web"})

    assert made.reaches(pod, Address("8.8.8.8"), 443)
    assert not made.reaches(pod, Address("10.1.2.3"), 443)
