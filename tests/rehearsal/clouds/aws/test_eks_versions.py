"""Which versions of Kubernetes the simulated EKS takes a cluster and its nodes to."""

import pytest

from engine.standin.objects import RefusedError
from engine.standin.shape import Json
from rehearsal.clouds.aws.eks_versions import (
    CLUSTER,
    NODE_GROUP,
    refuse_cluster_change,
    refuse_group_change,
    refuse_other_than_cluster,
    refuse_unknown,
)
from rehearsal.clouds.model import Live
from rehearsal.clouds.store import Store
from rehearsal.journal import Entry
from rehearsal.upgrade import first_before_cluster


def world(cluster: str, *groups: str) -> Store:
    """An account with a cluster of that version, and node groups of those."""
    store = Store(models={})
    store.add(Live(token=CLUSTER, id="c", inputs={"version": cluster}, outputs={}))
    for group in groups:
        inputs: dict[str, Json] = {"clusterName": "c", "nodeGroupName": f"g{group}"}
        inputs["version"] = group
        store.add(Live(token=NODE_GROUP, id=f"c:g{group}", inputs=inputs, outputs={}))
    return store


def the_cluster(store: Store) -> Live:
    """The cluster of an account."""
    return store.all(CLUSTER)[0]


def test_a_cluster_goes_up_by_one_and_stays_where_it_is() -> None:
    store = world("1.34", "1.34")
    refuse_cluster_change(store, the_cluster(store), {"version": "1.35"})
    refuse_cluster_change(store, the_cluster(store), {"version": "1.34"})


@pytest.mark.parametrize("to", ["1.36", "1.33"])
def test_a_cluster_skips_no_version_and_goes_none_back(to: str) -> None:
    store = world("1.34")
    with pytest.raises(RefusedError) as refused:
        refuse_cluster_change(store, the_cluster(store), {"version": to})
    message = f"Unsupported Kubernetes minor version update from 1.34 to {to}"
    assert str(refused.value) == f"InvalidParameterException: {message}"


def test_a_cluster_waits_for_the_nodes_that_it_has() -> None:
    store = world("1.35", "1.34", "1.35")
    with pytest.raises(RefusedError) as refused:
        refuse_cluster_change(store, the_cluster(store), {"version": "1.36"})
    assert str(refused.value) == (
        "InvalidParameterException: Nodegroups g1.34 must be updated to match cluster version 1.35"
        " before updating cluster version"
    )


def test_a_version_that_nobody_offers_is_refused() -> None:
    with pytest.raises(RefusedError, match="unsupported Kubernetes version"):
        refuse_unknown({"version": "1.12"})
    refuse_unknown({"version": "1.35"})
    refuse_unknown({})


def test_nodes_are_never_newer_than_their_cluster() -> None:
    store = world("1.35", "1.34")
    old = store.all(NODE_GROUP)[0]
    refuse_group_change(store, old, {**old.inputs, "version": "1.35"})
    with pytest.raises(RefusedError, match=r"version 1\.36 is newer than the cluster's 1\.35"):
        refuse_group_change(store, old, {**old.inputs, "version": "1.36"})
    with pytest.raises(RefusedError, match=r"version 1\.36 is newer than the cluster's 1\.35"):
        refuse_other_than_cluster(store, {"clusterName": "c", "version": "1.36"})


def test_what_is_updated_before_the_control_plane_is_named() -> None:
    plane, group = Entry("update", CLUSTER, "c"), Entry("update", NODE_GROUP, "c:g")
    assert first_before_cluster([plane, group]) is None
    assert first_before_cluster([group, plane]) == f"{NODE_GROUP} c:g"
    assert first_before_cluster([]) == "nothing"
