"""Load balancers come with Ingresses and Services, hold the network, and go while someone can."""

import pytest

from engine.standin.objects import RefusedError
from engine.standin.shape import JsonObject, child, dig
from rehearsal.clouds.aws import network
from rehearsal.clouds.aws.network import SUBNET, VPC
from rehearsal.clouds.store import Store
from rehearsal.controllers import load_balancers
from rehearsal.controllers.load_balancers import CHART, for_ingresses, for_services
from tests.rehearsal.controllers.world import Objects, deployment

INSIDE = {"kubernetes.io/role/internal-elb": "1"}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_balancers, "_SECONDS", 0)


def account() -> Store:
    """An account with a network of two subnets, one of them for load balancers inside."""
    store = Store(models={model.token: model for model in network.MODELS})
    vpc = store.create(VPC, {"cidrBlock": "10.0.0.0/16"})
    store.create(SUBNET, {"vpcId": vpc.id, "cidrBlock": "10.0.0.0/24", "tags": {**INSIDE}})
    store.create(SUBNET, {"vpcId": vpc.id, "cidrBlock": "10.0.1.0/24"})
    return store


def route(name: str = "web", kind: str = "alb", **notes: str) -> JsonObject:
    """An Ingress, with annotations for its load balancer."""
    said: JsonObject = {
        f"alb.ingress.kubernetes.io/{key.replace('__', '.').replace('_', '-')}": value
        for key, value in notes.items()
    }
    metadata: JsonObject = {"namespace": "app", "name": name, "annotations": said}
    return {"metadata": metadata, "spec": {"ingressClassName": kind}}


def leave(ingress: JsonObject) -> None:
    """Ask an Ingress to go."""
    child(ingress, "metadata")["deletionTimestamp"] = "now"


def test_an_ingress_gets_a_load_balancer_with_cards_in_the_marked_subnets_alone() -> None:
    store, ingress = account(), route()
    world = Objects(ingresses=[ingress], deployments=[deployment(CHART)])
    for_ingresses(store).reconcile(world.cluster)
    assert load_balancers.made(store) == ["app-web"]
    assert dig(ingress, "metadata", "finalizers") == ["ingress.k8s.aws/resources"]
    cards = [live.inputs["subnetId"] for live in store.all(load_balancers.CARD)]
    assert cards == [store.all(SUBNET)[0].id]
    told = len(world.patches)
    for_ingresses(store).reconcile(world.cluster)
    assert len(world.patches) == told, "what is there is left alone"


def test_it_holds_the_subnet_and_the_network_until_the_ingress_goes() -> None:
    store, ingress = account(), route()
    world = Objects(ingresses=[ingress], deployments=[deployment(CHART)])
    for_ingresses(store).reconcile(world.cluster)
    with pytest.raises(RefusedError, match="DependencyViolation"):
        store.delete(SUBNET, store.all(SUBNET)[0].id)
    child(ingress, "metadata")["deletionTimestamp"] = "now"
    for_ingresses(store).reconcile(world.cluster)
    assert load_balancers.ids(store) == frozenset()
    assert dig(ingress, "metadata", "finalizers") == []
    store.delete(SUBNET, store.all(SUBNET)[0].id)


@pytest.mark.parametrize("left", [[], [deployment(CHART, ready=0)], [deployment("traefik")]])
def test_without_its_controller_an_ingress_waits_for_ever(left: list[JsonObject]) -> None:
    store, ingress = account(), route()
    world = Objects(ingresses=[ingress], deployments=[deployment(CHART)])
    for_ingresses(store).reconcile(world.cluster)
    child(ingress, "metadata")["deletionTimestamp"] = "now"
    world.collections["deployments"] = left
    for_ingresses(store).reconcile(world.cluster)
    assert dig(ingress, "metadata", "finalizers") == ["ingress.k8s.aws/resources"]
    assert load_balancers.made(store) == ["app-web"]


def test_an_ingress_of_another_class_is_not_its_business() -> None:
    store = account()
    world = Objects(ingresses=[route(kind="traefik")], deployments=[deployment(CHART)])
    for_ingresses(store).reconcile(world.cluster)
    assert world.patches == []


def test_a_network_without_marked_subnets_gets_nothing() -> None:
    store = account()
    store.meddle(SUBNET, store.all(SUBNET)[0].id, {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24"})
    world = Objects(ingresses=[route()], deployments=[deployment(CHART)])
    for_ingresses(store).reconcile(world.cluster)
    assert world.patches == []


def test_services_are_served_by_the_control_plane_itself() -> None:
    store = account()
    service: JsonObject = {
        "metadata": {"namespace": "app", "name": "web"},
        "spec": {"type": "LoadBalancer"},
    }
    inside: JsonObject = {
        "metadata": {"namespace": "app", "name": "db"},
        "spec": {"type": "ClusterIP"},
    }
    for_services(store).reconcile(Objects(services=[service, inside]).cluster)
    assert load_balancers.made(store) == ["app-web"]
    assert dig(service, "status", "loadBalancer", "ingress", 0, "hostname")


def test_a_group_shares_one_load_balancer_that_goes_with_the_last_of_them() -> None:
    store = account()
    group = {"group__name": "toy-inside", "certificate_arn": "proof"}
    web, api = route("web", **group), route("api", **group)
    world = Objects(ingresses=[web, api], deployments=[deployment(CHART)])
    controller = for_ingresses(store)
    controller.reconcile(world.cluster)
    assert load_balancers.made(store) == ["toy-inside"]
    (balancer,) = store.all(load_balancers.LOAD_BALANCER)
    assert balancer.inputs == {"certificates": ["proof"]}
    there = load_balancers.ids(store)
    assert len(there) == 3, "a load balancer, its group and its card in the one marked subnet"
    for each in (web, api):
        assert dig(each, "metadata", "finalizers") == ["group.ingress.k8s.aws/toy-inside"]
        assert dig(each, "status", "loadBalancer", "ingress", 0, "hostname") == (
            "k8s-toy-inside.eu-west-1.elb.amazonaws.com"
        )
    leave(web)
    controller.reconcile(world.cluster)
    assert dig(web, "metadata", "finalizers") == []
    assert load_balancers.ids(store) == there, "the other one still needs it"
    with pytest.raises(RefusedError, match="DependencyViolation"):
        store.delete(SUBNET, store.all(SUBNET)[0].id)
    leave(api)
    controller.reconcile(world.cluster)
    assert load_balancers.ids(store) == frozenset()
    store.delete(SUBNET, store.all(SUBNET)[0].id)


def test_a_load_balancer_shows_the_certificates_that_its_routes_name_now() -> None:
    store = account()
    web, api = (route(name, group__name="toy", certificate_arn=name) for name in ("web", "api"))
    world = Objects(ingresses=[web, api], deployments=[deployment(CHART)])
    for_ingresses(store).reconcile(world.cluster)
    notes = child(web, "metadata", "annotations")
    notes["alb.ingress.kubernetes.io/certificate-arn"] = "another"
    for_ingresses(store).reconcile(world.cluster)
    (balancer,) = store.all(load_balancers.LOAD_BALANCER)
    assert balancer.inputs == {"certificates": ["another", "api"]}


@pytest.mark.parametrize(
    "other",
    [
        {"scheme": "internet-facing"},
        {"load_balancer_attributes": "a=2"},
        {"load_balancer_attributes": "b=1,a=2"},
    ],
)
def test_routes_that_contradict_each_other_get_nothing(other: dict[str, str]) -> None:
    store = account()
    said = {"scheme": "internal", "load_balancer_attributes": "a=1,b=1"}
    web = route("web", group__name="toy", **said)
    api = route("api", group__name="toy", **{**said, **other})
    world = Objects(ingresses=[web, api], deployments=[deployment(CHART)])
    for_ingresses(store).reconcile(world.cluster)
    assert world.patches == []
    assert load_balancers.ids(store) == frozenset()
