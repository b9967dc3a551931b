"""The change that a rehearsal makes to a stack."""

import pytest

from engine.runner.workspace import Json
from rehearsal.change import Renaming, Upgrade, renaming, scale_change, unprotected, upgrade

FIXED = {"scaling": {"kind": "fixed", "replicas": 2}}
HPA = {"scaling": {"kind": "hpa", "min": 3, "max": 10}}
POOLS = {"node_pools": {"general": {"min_nodes": 1, "max_nodes": 4}}}


@pytest.mark.parametrize(
    ("document", "told", "touches"),
    [
        (
            {"workloads": {"a": HPA, "b": FIXED}},
            "workloads.b.scaling.replicas: 2 -> 3",
            "Deployment",
        ),
        (
            {"workloads": {"a": HPA}, "cluster": POOLS},
            "workloads.a.scaling.min: 3 -> 4",
            "HorizontalPodAutoscaler",
        ),
        ({"cluster": POOLS}, "cluster.node_pools.general.max_nodes: 4 -> 5", "NodeGroup"),
    ],
)
def test_one_number_is_raised_by_one(document: dict[str, Json], told: str, touches: str) -> None:
    change = scale_change(document)
    assert change is not None
    assert (change.told(), change.touches) == (told, touches)
    again = scale_change(change.applied(document))
    assert again is not None
    assert (again.path, again.was) == (change.path, change.was + 1)


def test_an_autoscaler_at_its_most_and_a_lone_pod_are_left_for_last() -> None:
    full = {"scaling": {"kind": "hpa", "min": 4, "max": 4}}
    lone = {"scaling": {"kind": "fixed", "replicas": 1}}
    change = scale_change({"workloads": {"a": full, "b": lone}, "cluster": POOLS})
    assert change is not None
    assert change.path == ("cluster", "node_pools", "general", "max_nodes")


def test_a_stack_with_nothing_to_scale_has_no_change() -> None:
    assert scale_change({"workloads": {}}) is None


def test_every_deletion_is_set_to_delete_wherever_it_stands() -> None:
    document: dict[str, Json] = {
        "databases": {"main": {"deletion": "protect", "storage": "5Gi"}},
        "buckets": [{"deletion": "retain"}],
    }
    assert unprotected(document) == {
        "databases": {"main": {"deletion": "delete", "storage": "5Gi"}},
        "buckets": [{"deletion": "delete"}],
    }


EKS: dict[str, Json] = {"kind": "eks", "version": "1.35", "node_pools": {"general": {}}}


def test_a_cluster_goes_to_the_next_version_that_is_known() -> None:
    known = ("1.34", "1.35", "1.36")
    step = upgrade({"cluster": EKS, "labels": {}}, known)
    assert step is not None
    assert step == Upgrade(was="1.35", becomes="1.36")
    assert step.applied({"cluster": EKS, "labels": {}}) == {
        "cluster": {**EKS, "version": "1.36"},
        "labels": {},
    }


def test_a_cluster_that_says_no_version_has_the_one_of_its_spec() -> None:
    unsaid = {key: value for key, value in EKS.items() if key != "version"}
    assert upgrade({"cluster": unsaid}, ("1.35", "1.36")) == Upgrade(was="1.35", becomes="1.36")


@pytest.mark.parametrize(
    "cluster",
    [
        {**EKS, "version": "1.36"},
        {**EKS, "node_pools": {"general": {"ami_release": "1.35.3-20260812"}}},
        {"kind": "existing", "version": "1.35"},
    ],
    ids=["newest", "pinned image", "of somebody else"],
)
def test_there_is_no_step_where_it_is_not_ours_to_take(cluster: dict[str, Json]) -> None:
    assert upgrade({"cluster": cluster}, ("1.35", "1.36")) is None


ZONES: dict[str, Json] = {"main": {"domain": "example.org"}}


def exposed(**hosts: str) -> dict[str, Json]:
    """A stack with a route for each host, in a zone."""
    routes: dict[str, Json] = {name: {"expose": {"host": host}} for name, host in hosts.items()}
    return {"dns_zones": ZONES, "workloads": {**routes, "job": {"kind": "worker"}}}


def test_the_first_host_that_has_a_route_to_itself_is_renamed_in_its_zone() -> None:
    document = exposed(api="example.org", docs="example.org", web="www.example.org")
    change = renaming(document)
    assert change is not None
    assert change == Renaming(workload="web", was="www.example.org", becomes="renamed.example.org")
    assert change.applied(document) == exposed(
        api="example.org", docs="example.org", web="renamed.example.org"
    )


@pytest.mark.parametrize(
    "document",
    [
        exposed(web="www.example.com"),
        exposed(api="example.org", docs="example.org"),
        {**exposed(web="www.example.org"), "dns_zones": {}},
        {
            "dns_zones": ZONES,
            "workloads": {"web": {"expose": {"host": "example.org", "certificate_arn": "arn"}}},
        },
        {},
    ],
)
def test_no_host_is_renamed_that_somebody_else_answers_for(document: dict[str, Json]) -> None:
    assert renaming(document) is None
