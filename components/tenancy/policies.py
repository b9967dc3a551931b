"""NetworkPolicies that permit exactly the traffic a stack asks for."""

from collections.abc import Mapping, Sequence

import pulumi_kubernetes as k8s

from components.tenancy.traffic import Peer, Traffic

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


def _ingress(
    ports: Sequence[int], traffic: Traffic
) -> Sequence[k8s.networking.v1.NetworkPolicyIngressRuleArgsDict]:
    rules: list[k8s.networking.v1.NetworkPolicyIngressRuleArgsDict] = []
    if traffic.callers and ports:
        rules.append({"from_": [_peer(p) for p in traffic.callers], "ports": _ports(ports)})
    if traffic.from_outside:
        rules.append({"ports": _ports(traffic.from_outside)})
    return rules


def _egress(traffic: Traffic) -> Sequence[k8s.networking.v1.NetworkPolicyEgressRuleArgsDict]:
    rules: list[k8s.networking.v1.NetworkPolicyEgressRuleArgsDict] = [
        {"to": [_peer(p)], "ports": _ports(p.ports)} for p in traffic.targets
    ]
    if traffic.to_internet:
        rules.append(
            {
                "to": [
                    {"ip_block": {"cidr": cidr, "except_": list(PRIVATE_RANGES)}}
                    for cidr in traffic.to_internet
                ]
            }
        )
    return rules


def _peer(peer: Peer) -> k8s.networking.v1.NetworkPolicyPeerArgsDict:
    return {
        "namespace_selector": {"match_labels": {NAMESPACE_LABEL: peer.namespace}},
        "pod_selector": {"match_labels": dict(peer.selector)},
    }


def _ports(ports: Sequence[int]) -> Sequence[k8s.networking.v1.NetworkPolicyPortArgsDict]:
    return [{"protocol": "TCP", "port": port} for port in ports]
