"""NetworkPolicies that permit exactly the traffic a stack asks for."""

from collections.abc import Mapping, Sequence
from typing import Final

import pulumi_kubernetes as k8s

from components.tenancy.traffic import PUBLIC_RANGES, Peer, Range, Traffic

PRIVATE_RANGES = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/4",
    "240.0.0.0/4",
)
"""IPv4 ranges that are not the internet: https://www.iana.org/assignments/iana-ipv4-special-registry"""

NAMESPACE_LABEL = "kubernetes.io/metadata.name"
"""The label that the API server gives every namespace."""
SCRAPES_LABEL: Final = "plinth.dev/scrapes"
"""The label of namespaces whose pods collect metrics; with the value true they are let in."""
_MONITORING: Final = "monitoring"
"""Where the catalogue puts kube-prometheus-stack, as most clusters do."""
_HOSTS_NOTE: Final = "plinth.dev/calls-hosts"


def default_deny() -> k8s.networking.v1.NetworkPolicySpecArgsDict:
    """Return the policy that denies every pod of a namespace all traffic in both directions."""
    return {"pod_selector": {}, "policy_types": ["Ingress", "Egress"]}


def allow_dns() -> k8s.networking.v1.NetworkPolicySpecArgsDict:
    """Return the policy that lets every pod of a namespace ask the cluster's DNS."""
    return {
        "pod_selector": {},
        "policy_types": ["Egress"],
        "egress": [
            {
                "to": [
                    {
                        "namespace_selector": {"match_labels": {NAMESPACE_LABEL: "kube-system"}},
                        "pod_selector": {"match_labels": {"k8s-app": "kube-dns"}},
                    }
                ],
                "ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}],
            }
        ],
    }


def allow(
    selector: Mapping[str, str], ports: Sequence[int], traffic: Traffic
) -> k8s.networking.v1.NetworkPolicySpecArgsDict:
    """Return the policy of the pods that `selector` finds and that listen on `ports`."""
    return {
        "pod_selector": {"match_labels": dict(selector)},
        "policy_types": ["Ingress", "Egress"],
        "ingress": _ingress(ports, traffic),
        "egress": _egress(traffic),
    }


def notes(traffic: Traffic) -> dict[str, str]:
    """Return annotations with what a policy cannot hold: the names of the hosts that are called."""
    hosts = ",".join(f"{host.name}:{host.port}" for host in traffic.to_hosts)
    return {_HOSTS_NOTE: hosts} if hosts else {}


def _ingress(
    ports: Sequence[int], traffic: Traffic
) -> Sequence[k8s.networking.v1.NetworkPolicyIngressRuleArgsDict]:
    rules: list[k8s.networking.v1.NetworkPolicyIngressRuleArgsDict] = []
    if traffic.callers and ports:
        rules.append({"from_": [_peer(p) for p in traffic.callers], "ports": _ports(ports)})
    if traffic.from_outside:
        rules.append({"ports": _ports(traffic.from_outside)})
    for port in sorted({each.port for each in traffic.from_ranges}):
        rules.append({"from_": _blocks(traffic.from_ranges, port), "ports": _ports((port,))})
    if traffic.routed_by is not None:
        router = traffic.routed_by
        rules.append({"from_": [_peer(router)], "ports": _ports(router.ports)})
    if traffic.scraped is not None:
        rules.append({"from_": _scrapers(), "ports": _ports((traffic.scraped,))})
    return rules


def _egress(traffic: Traffic) -> Sequence[k8s.networking.v1.NetworkPolicyEgressRuleArgsDict]:
    rules: list[k8s.networking.v1.NetworkPolicyEgressRuleArgsDict] = [
        {"to": [_peer(p)], "ports": _ports(p.ports)} for p in traffic.targets
    ]
    if traffic.to_internet:
        rules.append({"to": _outside(traffic.to_internet)})
    if traffic.to_hosts:
        ports = sorted({host.port for host in traffic.to_hosts})
        rules.append({"to": _outside(PUBLIC_RANGES), "ports": _ports(ports)})
    for port in sorted({each.port for each in traffic.to_ranges}):
        rules.append({"to": _blocks(traffic.to_ranges, port), "ports": _ports((port,))})
    return rules


def _blocks(
    ranges: Sequence[Range], port: int
) -> Sequence[k8s.networking.v1.NetworkPolicyPeerArgsDict]:
    return [{"ip_block": {"cidr": each.cidr}} for each in ranges if each.port == port]


def _outside(ranges: Sequence[str]) -> Sequence[k8s.networking.v1.NetworkPolicyPeerArgsDict]:
    return [{"ip_block": {"cidr": cidr, "except_": list(PRIVATE_RANGES)}} for cidr in ranges]


def _scrapers() -> Sequence[k8s.networking.v1.NetworkPolicyPeerArgsDict]:
    labels = ({SCRAPES_LABEL: "true"}, {NAMESPACE_LABEL: _MONITORING})
    return [{"namespace_selector": {"match_labels": each}} for each in labels]


def _peer(peer: Peer) -> k8s.networking.v1.NetworkPolicyPeerArgsDict:
    return {
        "namespace_selector": {"match_labels": {NAMESPACE_LABEL: peer.namespace}},
        "pod_selector": {"match_labels": dict(peer.selector)},
    }


def _ports(ports: Sequence[int]) -> Sequence[k8s.networking.v1.NetworkPolicyPortArgsDict]:
    return [{"protocol": "TCP", "port": port} for port in ports]
