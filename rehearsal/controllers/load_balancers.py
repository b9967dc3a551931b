"""Who makes load balancers in a rehearsed EKS cluster, and takes them away: the AWS load balancer
controller for Ingresses of its class, and AWS's own control plane for Services."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.standin.api import Cluster
from engine.standin.objects import Kind, Place
from engine.standin.shape import Json, JsonObject, child, strings, text
from rehearsal.clouds.aws.names import REGION, arn
from rehearsal.clouds.aws.network import SUBNET
from rehearsal.clouds.model import Live
from rehearsal.clouds.store import Store
from rehearsal.controllers.running import stands_in

CHART: Final = "aws-load-balancer-controller"
LOAD_BALANCER: Final = "aws:lb/loadBalancer:LoadBalancer"
GROUP: Final = "aws:ec2/securityGroup:SecurityGroup"
CARD: Final = "aws:ec2/networkInterface:NetworkInterface"
_ROLE_TAGS: Final = {
    "internet-facing": "kubernetes.io/role/elb",
    "internal": "kubernetes.io/role/internal-elb",
}
_NOTES: Final = ("metadata", "annotations")
_SCHEME: Final = "alb.ingress.kubernetes.io/scheme"
_GROUP_NAME: Final = "alb.ingress.kubernetes.io/group.name"
_ATTRIBUTES: Final = "alb.ingress.kubernetes.io/load-balancer-attributes"
_CERTIFICATE: Final = "alb.ingress.kubernetes.io/certificate-arn"
_INGRESS, _SERVICE = Kind("networking.k8s.io", "v1", "Ingress"), Kind("", "v1", "Service")
_MERGE: Final = "application/merge-patch+json"
_PREFIX: Final = "k8s-"
_SECONDS: Final = 1.0
"""A real one takes two minutes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadBalancers:
    """Makes a load balancer for each group of objects of a kind, and holds every object until what
    was made for it is gone."""

    store: Store
    kind: Kind
    path: str
    group: Callable[[JsonObject], str]
    """Which objects share one: those with the same answer, which is its name too."""
    finalizer: Callable[[JsonObject], str]
    wanted: Callable[[JsonObject], bool]
    """Which objects get one."""
    works: Callable[[Cluster], bool]
    """Whether anybody is there who makes them and takes them away."""

    def reconcile(self, cluster: Cluster) -> None:
        """Make what is wanted and take away what was asked to go."""
        there = [each for each in cluster.list(self.path, {}) if self.wanted(each)]
        if not there or not self.works(cluster):
            return
        for name in sorted({self.group(each) for each in there}):
            members = [each for each in there if self.group(each) == name]
            staying = [each for each in members if not _leaves(each)]
            leaving = [each for each in members if _leaves(each) and self._holds(each)]
            if staying:
                self._serve(cluster, name, staying)
            elif leaving:
                self._take_away(name)
            for each in leaving:
                self._finalizers(cluster, each, [])

    def _serve(self, cluster: Cluster, name: str, members: list[JsonObject]) -> None:
        scheme, *others = {text(each, *_NOTES, _SCHEME) or "internal" for each in members}
        subnets = [
            live
            for live in self.store.all(SUBNET)
            if _ROLE_TAGS[scheme] in child(live.inputs, "tags")
        ]
        if others or _contradict(members) or not subnets:
            return  # the real one says so in an event, and nothing comes
        for each in members:
            if not self._holds(each):
                self._finalizers(cluster, each, [self.finalizer(each)])
        wanted = list(_parts(name, subnets, members))
        if any(self.store.read(live.token, live.id) is None for live in wanted):
            time.sleep(_SECONDS)
        for live in wanted:
            self.store.add(live)
        status = {"loadBalancer": {"ingress": [{"hostname": hostname(name)}]}}
        for each in members:
            if not text(child(each, "status", "loadBalancer", "ingress", 0), "hostname"):
                place = Place.of(each)
                path = place._replace(name=f"{place.name}/status")
                cluster.patch(self.kind, path, {"status": status}, _MERGE, {})

    def _take_away(self, name: str) -> None:
        time.sleep(_SECONDS)
        for live in _parts(name, self.store.all(SUBNET), ()):
            self.store.take_away(live.token, live.id)

    def _holds(self, obj: JsonObject) -> bool:
        return self.finalizer(obj) in strings(child(obj, "metadata").get("finalizers"))

    def _finalizers(self, cluster: Cluster, obj: JsonObject, own: list[str]) -> None:
        others = [
            name
            for name in strings(child(obj, "metadata").get("finalizers"))
            if name != self.finalizer(obj)
        ]
        body = {"metadata": {"finalizers": [*others, *own]}}
        cluster.patch(self.kind, Place.of(obj), body, _MERGE, {})


def for_ingresses(store: Store) -> LoadBalancers:
    """Return the AWS load balancer controller: there while its Deployment has a ready pod.

    Ingresses with one group.name share a load balancer, which goes with the last of them.
    """
    return LoadBalancers(
        store=store,
        kind=_INGRESS,
        path="/apis/networking.k8s.io/v1/ingresses",
        group=lambda ingress: text(ingress, *_NOTES, _GROUP_NAME) or _own(ingress),
        finalizer=_of_group,
        wanted=lambda ingress: text(ingress, "spec", "ingressClassName") == "alb",
        works=lambda cluster: stands_in(cluster, CHART),
    )


def for_services(store: Store) -> LoadBalancers:
    """Return what is part of EKS itself; a Service of another class is not its business."""
    return LoadBalancers(
        store=store,
        kind=_SERVICE,
        path="/api/v1/services",
        group=_own,
        finalizer=lambda _: "service.kubernetes.io/load-balancer-cleanup",
        wanted=lambda service: (
            text(service, "spec", "type") == "LoadBalancer"
            and not text(service, "spec", "loadBalancerClass")
        ),
        works=lambda _: True,
    )


def ids(store: Store) -> frozenset[str]:
    """Return the ids of everything that was made for Ingresses and Services."""
    made = (live.id for token in (LOAD_BALANCER, GROUP, CARD) for live in store.all(token))
    return frozenset(each for each in made if _PREFIX in each)


def made(store: Store) -> list[str]:
    """Return what the load balancers are called: as their group, or as NAMESPACE-NAME."""
    return sorted(
        live.id.rpartition(f"/{_PREFIX}")[2]
        for live in store.all(LOAD_BALANCER)
        if _PREFIX in live.id
    )


def hostname(name: str) -> str:
    """Return the name under which a load balancer is reached."""
    return f"{_PREFIX}{name}.{REGION}.elb.amazonaws.com"


def _leaves(obj: JsonObject) -> bool:
    return bool(text(obj, "metadata", "deletionTimestamp"))


def _own(obj: JsonObject) -> str:
    place = Place.of(obj)
    return f"{place.namespace}-{place.name}"


def _of_group(ingress: JsonObject) -> str:
    group = text(ingress, *_NOTES, _GROUP_NAME)
    return f"group.ingress.k8s.aws/{group}" if group else "ingress.k8s.aws/resources"


def _contradict(members: Iterable[JsonObject]) -> bool:
    """Say whether two objects of a group give a setting of their load balancer two values."""
    said = {
        attribute
        for each in members
        for attribute in text(each, *_NOTES, _ATTRIBUTES).split(",")
        if attribute
    }
    return len({attribute.partition("=")[0] for attribute in said}) < len(said)


def _parts(name: str, subnets: Sequence[Live], members: Iterable[JsonObject]) -> Iterator[Live]:
    """Yield a load balancer, its security group, and its network cards in the subnets."""
    called = f"{_PREFIX}{name}"
    group = f"sg-{called}"
    named = {text(each, *_NOTES, _CERTIFICATE) for each in members} - {""}
    proofs: list[Json] = [*sorted(named)]
    yield _live(GROUP, group, {"vpcId": subnets[0].inputs["vpcId"] if subnets else None})
    balancer = arn("elasticloadbalancing", f"loadbalancer/app/{called}")
    yield _live(LOAD_BALANCER, balancer, {"certificates": proofs})
    for subnet in subnets:
        inputs: JsonObject = {"subnetId": subnet.id, "securityGroups": [group]}
        yield _live(CARD, f"eni-{called}-{subnet.id}", inputs)


def _live(token: str, identifier: str, inputs: JsonObject) -> Live:
    return Live(token=token, id=identifier, inputs=inputs, outputs={})
