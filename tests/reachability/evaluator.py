"""Who can reach whom, computed from NetworkPolicies as a policy engine would enforce them.

A pod that no policy of a direction selects is open in that direction; else what any of them permits
is permitted: https://kubernetes.io/docs/concepts/services-networking/network-policies/
"""

import ipaddress
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from tests.judges.objects import Manifest

Direction = Literal["Ingress", "Egress"]
Part = Mapping[str, object]

_TEMPLATES = {"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"}


@dataclass(frozen=True, slots=True)
class Pod:
    """A kind of pod: where it is, how policies find it, where it listens."""

    namespace: str
    name: str
    labels: Mapping[str, str]
    ports: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.namespace}/{self.name}"


@dataclass(frozen=True, slots=True)
class Address:
    """Something outside of the cluster."""

    ip: str


End = Pod | Address


@dataclass(frozen=True, slots=True)
class World:
    """The namespaces with their labels, the policies and the pods of a cluster."""

    namespaces: Mapping[str, Mapping[str, str]]
    policies: Sequence[tuple[str, Part]]
    """Each with its namespace."""
    pods: tuple[Pod, ...]

    def reaches(self, source: End, target: End, port: int, protocol: str = "TCP") -> bool:
        """Whether a connection is let out at one end and in at the other."""
        out = not isinstance(source, Pod) or self._lets("Egress", source, target, port, protocol)
        into = not isinstance(target, Pod) or self._lets("Ingress", target, source, port, protocol)
        return out and into

    def _lets(self, direction: Direction, pod: Pod, other: End, port: int, protocol: str) -> bool:
        policies = list(self._selecting(direction, pod))
        if not policies:
            return True
        rules = "ingress" if direction == "Ingress" else "egress"
        peers = "from" if direction == "Ingress" else "to"
        return any(
            self._is_one_of(_parts(rule, peers), namespace, other)
            and _covers(_parts(rule, "ports"), port, protocol)
            for namespace, policy in policies
            for rule in _parts(policy, rules)
        )

    def _selecting(self, direction: Direction, pod: Pod) -> Iterator[tuple[str, Part]]:
        for namespace, policy in self.policies:
            directed = direction in cast("Sequence[str]", policy["policyTypes"])
            near = namespace == pod.namespace
            if directed and near and _matches(_part(policy, "podSelector"), pod.labels):
                yield namespace, policy

    def _is_one_of(self, peers: Sequence[Part], namespace: str, end: End) -> bool:
        return not peers or any(self._is(peer, namespace, end) for peer in peers)

    def _is(self, peer: Part, namespace: str, end: End) -> bool:
        if "ipBlock" in peer:
            block = _part(peer, "ipBlock")
            return isinstance(end, Address) and _inside(end.ip, block)
        if not isinstance(end, Pod):
            return False
        if "namespaceSelector" in peer:
            labels = self.namespaces.get(end.namespace, {})
            near = _matches(_part(peer, "namespaceSelector"), labels)
        else:
            near = end.namespace == namespace
        return near and _matches(_part(peer, "podSelector"), end.labels)


def world(objects: Iterable[Manifest], others: Iterable[Pod] = ()) -> World:
    """The world that manifests make; `others` are pods of namespaces that are there anyway."""
    made = [cast("Part", each) for each in objects]
    pods = (*(_pod(each) for each in made if each["kind"] in _TEMPLATES), *others)
    labelled = {
        _name(each): {**_labels(each), "kubernetes.io/metadata.name": _name(each)}
        for each in made
        if each["kind"] == "Namespace"
    }
    found = {pod.namespace: {"kubernetes.io/metadata.name": pod.namespace} for pod in others}
    policies = [
        (_namespace(each), _part(each, "spec")) for each in made if each["kind"] == "NetworkPolicy"
    ]
    return World({**found, **labelled}, policies, tuple(sorted(pods, key=str)))


def _pod(each: Part) -> Pod:
    spec = _part(each, "spec")
    if each["kind"] == "CronJob":
        spec = _part(_part(spec, "jobTemplate"), "spec")
    template = _part(spec, "template")
    ports = [
        cast("int", port["containerPort"])
        for container in _parts(_part(template, "spec"), "containers")
        for port in _parts(container, "ports")
    ]
    return Pod(_namespace(each), _name(each), _labels(template), tuple(ports))


def _covers(ports: Sequence[Part], port: int, protocol: str) -> bool:
    return not ports or any(
        each.get("protocol", "TCP") == protocol and each.get("port", port) == port for each in ports
    )


def _matches(selector: Part, labels: Mapping[str, str]) -> bool:
    if "matchExpressions" in selector:
        raise ValueError("matchExpressions are not evaluated here; no policy of ours has any")
    wanted = cast("Mapping[str, str]", selector.get("matchLabels") or {})
    return all(labels.get(key) == value for key, value in wanted.items())


def _inside(ip: str, block: Part) -> bool:
    address = ipaddress.ip_address(ip)
    without = cast("Sequence[str]", block.get("except") or ())
    return address in ipaddress.ip_network(cast("str", block["cidr"])) and not any(
        address in ipaddress.ip_network(each) for each in without
    )


def _part(part: Part, key: str) -> Part:
    return cast("Part", part.get(key) or {})


def _parts(part: Part, key: str) -> Sequence[Part]:
    return cast("Sequence[Part]", part.get(key) or ())


def _labels(each: Part) -> Mapping[str, str]:
    return cast("Mapping[str, str]", _part(each, "metadata").get("labels") or {})


def _name(each: Part) -> str:
    return cast("str", _part(each, "metadata")["name"])


def _namespace(each: Part) -> str:
    return cast("str", _part(each, "metadata")["namespace"])
