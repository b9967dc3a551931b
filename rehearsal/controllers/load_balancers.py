"""Who makes load balancers in a rehearsed EKS cluster, and takes them away: the AWS load balancer
controller for Ingresses of its class, and AWS's own control plane for Services."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from engine.standin.api import Cluster
from engine.standin.objects import Kind, Place
from engine.standin.shape import JsonObject, child, strings, text
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
_SCHEME: Final = "alb.ingress.kubernetes.io/scheme"
_INGRESS, _SERVICE = Kind("networking.k8s.io", "v1", "Ingress"), Kind("", "v1", "Service")
_MERGE: Final = "application/merge-patch+json"
_PREFIX: Final = "k8s-"
_SECONDS: Final = 1.0
"""A real one takes two minutes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadBalancers:
    """Makes a load balancer for each object of a kind, and holds the object until it is gone."""

    store: Store
    kind: Kind
    path: str
    finalizer: str
    wanted: Callable[[JsonObject], bool]
    """Which objects get one."""
    works: Callable[[Cluster], bool]
    """Whether anybody is there who makes them and takes them away."""

    def reconcile(self, cluster: Cluster) -> None:
        """Make what is wanted and take away what was asked to go."""
        there = [each for each in cluster.list(self.path, {}) if self.wanted(each)]
        if not there or not self.works(cluster):
            return
        for each in there:
            held = self.finalizer in strings(child(each, "metadata").get("finalizers"))
            leaving = bool(text(each, "metadata", "deletionTimestamp"))
            if leaving and held:
                self._take_away(cluster, each)
            elif not leaving and not text(
                child(each, "status", "loadBalancer", "ingress", 0), "hostname"
            ):
                self._make(cluster, each)

    def _make(self, cluster: Cluster, obj: JsonObject) -> None:
        scheme = text(obj, "metadata", "annotations", _SCHEME) or "internal"
        subnets = [
            live
            for live in self.store.all(SUBNET)
            if _ROLE_TAGS[scheme] in child(live.inputs, "tags")
        ]
        if not subnets:
            return  # the real one says so in an event, and nothing comes
        place = Place.of(obj)
        self._finalizers(cluster, obj, [self.finalizer])
        time.sleep(_SECONDS)
        for live in _parts(place, subnets):
            self.store.add(live)
        status = {"loadBalancer": {"ingress": [{"hostname": hostname(place)}]}}
        path = place._replace(name=f"{place.name}/status")
        cluster.patch(self.kind, path, {"status": status}, _MERGE, {})

    def _take_away(self, cluster: Cluster, obj: JsonObject) -> None:
        time.sleep(_SECONDS)
        for live in _parts(Place.of(obj), self.store.all(SUBNET)):
            self.store.take_away(live.token, live.id)
        self._finalizers(cluster, obj, [])

    def _finalizers(self, cluster: Cluster, obj: JsonObject, own: list[str]) -> None:
        others = [
            name
            for name in strings(child(obj, "metadata").get("finalizers"))
            if name != self.finalizer
        ]
        body = {"metadata": {"finalizers": [*others, *own]}}
        cluster.patch(self.kind, Place.of(obj), body, _MERGE, {})


def for_ingresses(store: Store) -> LoadBalancers:
    """Return the AWS load balancer controller: there while its Deployment has a ready pod."""
    return LoadBalancers(
        store=store,
        kind=_INGRESS,
        path="/apis/networking.k8s.io/v1/ingresses",
        finalizer="ingress.k8s.aws/resources",
        wanted=lambda ingress: text(ingress, "spec", "ingressClassName") == "alb",
        works=lambda cluster: stands_in(cluster, CHART),
    )


def for_services(store: Store) -> LoadBalancers:
    """Return what is part of EKS itself; a Service of another class is not its business."""
    return LoadBalancers(
        store=store,
        kind=_SERVICE,
        path="/api/v1/services",
        finalizer="service.kubernetes.io/load-balancer-cleanup",
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
    """Return for which objects there is a load balancer, each as NAMESPACE-NAME."""
    return sorted(
        live.id.rpartition(f"/{_PREFIX}")[2]
        for live in store.all(LOAD_BALANCER)
        if _PREFIX in live.id
    )


def hostname(place: Place) -> str:
    """Return the name under which a load balancer is reached."""
    return f"{_PREFIX}{place.namespace}-{place.name}.{REGION}.elb.amazonaws.com"


def _parts(place: Place, subnets: "list[Live] | tuple[Live, ...]") -> Iterator[Live]:
    """Yield a load balancer, its security group, and its network cards in the subnets."""
    name = f"{_PREFIX}{place.namespace}-{place.name}"
    group = f"sg-{name}"
    yield _live(GROUP, group, {"vpcId": subnets[0].inputs["vpcId"] if subnets else None})
    yield _live(LOAD_BALANCER, arn("elasticloadbalancing", f"loadbalancer/app/{name}"), {})
    for subnet in subnets:
        inputs: JsonObject = {"subnetId": subnet.id, "securityGroups": [group]}
        yield _live(CARD, f"eni-{name}-{subnet.id}", inputs)


def _live(token: str, identifier: str, inputs: JsonObject) -> Live:
    return Live(token=token, id=identifier, inputs=inputs, outputs={})
