"""NetworkPolicies, compared as plain data."""

import ipaddress

from components.tenancy.policies import PRIVATE_RANGES, allow, allow_dns, default_deny, notes
from components.tenancy.traffic import Host, Peer, Traffic

SELECTOR = {"app.kubernetes.io/name": "web"}
CALLER = Peer(namespace="edge", selector={"app.kubernetes.io/name": "proxy"}, ports=(80,))
TARGET = Peer(namespace="data", selector={"app.kubernetes.io/name": "db"}, ports=(5432, 5433))


def test_a_namespace_denies_all_traffic_both_ways() -> None:
    assert default_deny() == {"pod_selector": {}, "policy_types": ["Ingress", "Egress"]}


def test_every_pod_may_ask_the_clusters_dns_and_nothing_else_of_it() -> None:
    assert allow_dns() == {
        "pod_selector": {},
        "policy_types": ["Egress"],
        "egress": [
            {
                "to": [
                    {
                        "namespace_selector": {
                            "match_labels": {"kubernetes.io/metadata.name": "kube-system"}
                        },
                        "pod_selector": {"match_labels": {"k8s-app": "kube-dns"}},
                    }
                ],
                "ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}],
            }
        ],
    }


def test_callers_reach_the_pods_own_ports_and_targets_are_reached_at_theirs() -> None:
    made = allow(SELECTOR, (8080,), Traffic(callers=(CALLER,), targets=(TARGET,)))
    assert made == {
        "pod_selector": {"match_labels": SELECTOR},
        "policy_types": ["Ingress", "Egress"],
        "ingress": [{"from_": [_peer(CALLER)], "ports": [{"protocol": "TCP", "port": 8080}]}],
        "egress": [
            {
                "to": [_peer(TARGET)],
                "ports": [{"protocol": "TCP", "port": 5432}, {"protocol": "TCP", "port": 5433}],
            }
        ],
    }


def _peer(peer: Peer) -> dict[str, object]:
    return {
        "namespace_selector": {"match_labels": {"kubernetes.io/metadata.name": peer.namespace}},
        "pod_selector": {"match_labels": dict(peer.selector)},
    }


def test_who_leads_routes_reaches_the_routed_port_alone() -> None:
    router = Peer(namespace="traefik", selector={}, ports=(8080,))
    made = allow(SELECTOR, (8080, 9090), Traffic(routed_by=router))
    assert made.get("ingress") == [
        {"from_": [_peer(router)], "ports": [{"protocol": "TCP", "port": 8080}]}
    ]


def test_nobody_asked_means_no_rule_at_all() -> None:
    made = allow(SELECTOR, (8080,), Traffic())
    assert (made.get("ingress"), made.get("egress")) == ([], [])


def test_a_caller_of_pods_without_ports_gets_no_rule_for_it_would_open_all_ports() -> None:
    assert allow(SELECTOR, (), Traffic(callers=(CALLER,))).get("ingress") == []


def test_the_outside_reaches_the_routed_ports_only() -> None:
    made = allow(SELECTOR, (8080, 9090), Traffic(from_outside=(8080,)))
    assert made.get("ingress") == [{"ports": [{"protocol": "TCP", "port": 8080}]}]


def test_the_internet_is_all_addresses_less_the_private_ones() -> None:
    made = allow(SELECTOR, (), Traffic(to_internet=("0.0.0.0/0",)))
    block = {"cidr": "0.0.0.0/0", "except_": list(PRIVATE_RANGES)}
    assert made.get("egress") == [{"to": [{"ip_block": block}]}]


def test_hosts_outside_are_public_addresses_at_their_ports_for_names_are_unknown_there() -> None:
    hosts = (
        Host(name="a.example.org", port=443),
        Host(name="b.example.org", port=443),
        Host(name="mail.example.org", port=25),
    )
    traffic = Traffic(to_hosts=hosts)
    block = {"cidr": "0.0.0.0/0", "except_": list(PRIVATE_RANGES)}
    assert allow(SELECTOR, (), traffic).get("egress") == [
        {
            "to": [{"ip_block": block}],
            "ports": [{"protocol": "TCP", "port": 25}, {"protocol": "TCP", "port": 443}],
        }
    ]
    listed = "a.example.org:443,b.example.org:443,mail.example.org:25"
    assert notes(traffic) == {"plinth.dev/calls-hosts": listed}
    assert notes(Traffic(to_internet=("0.0.0.0/0",))) == {}


def test_metrics_are_for_namespaces_that_collect_them_and_their_port_alone() -> None:
    made = allow(SELECTOR, (8080,), Traffic(scraped=9100))
    assert made.get("ingress") == [
        {
            "from_": [
                {"namespace_selector": {"match_labels": {"plinth.dev/scrapes": "true"}}},
                {
                    "namespace_selector": {
                        "match_labels": {"kubernetes.io/metadata.name": "monitoring"}
                    }
                },
            ],
            "ports": [{"protocol": "TCP", "port": 9100}],
        }
    ]


def test_no_address_that_is_private_or_of_a_clouds_metadata_is_the_internet() -> None:
    networks = [ipaddress.ip_network(text) for text in PRIVATE_RANGES]
    inside = ("10.96.0.1", "172.31.0.9", "192.168.1.1", "100.127.0.1", "169.254.169.254")
    outside = ("1.1.1.1", "172.32.0.1", "100.128.0.1", "192.169.0.1", "11.0.0.1")
    assert all(any(ipaddress.ip_address(a) in n for n in networks) for a in inside)
    assert not any(ipaddress.ip_address(a) in n for a in outside for n in networks)
