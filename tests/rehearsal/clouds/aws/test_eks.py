"""What the simulated EKS does as the real one, and what it refuses as the real one."""

import contextlib
import json
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import cast

import pytest

from catalog.charts import eks_addon
from catalog.shapes import eks_pod_limits, node_shape
from engine.embedded.pools import Pool
from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, dig, text
from rehearsal.clouds.aws import compute, eks, network
from rehearsal.clouds.aws.eks import CLUSTER, NODE_GROUP
from rehearsal.clouds.aws.eks_access import ENTRY, POD_IDENTITY, POLICY
from rehearsal.clouds.aws.eks_addons import controllers
from rehearsal.clouds.aws.eks_nodes import ADDON, TEMPLATE, shares
from rehearsal.clouds.aws.identity import ROLE
from rehearsal.clouds.aws.network import SUBNET
from rehearsal.clouds.model import Live
from rehearsal.clouds.store import Store
from rehearsal.control_plane import ControlPlane

PRINCIPAL = "arn:aws:iam::123456789012:role/ops"


class Api:
    """An API server that only counts what it is given."""

    def __init__(self, there: set[str]) -> None:
        self._there = there

    def create(self, path: str, body: JsonObject) -> None:
        self._there.add(f"{path}/{text(body, 'metadata', 'name')}")

    def delete(self, path: str) -> None:
        self._there.discard(path)


@dataclass
class Plane:
    """A control plane that nothing stands behind."""

    groups: dict[str, tuple[Pool, ...]] = field(default_factory=dict[str, tuple[Pool, ...]])
    there: set[str] = field(default_factory=set[str])
    removed: bool = False

    def start(self) -> tuple[str, str]:
        return "https://127.0.0.1:1", "Y2VydA=="

    def set_group(self, name: str, pools: tuple[Pool, ...]) -> None:
        self.groups[name] = pools

    def drop_group(self, name: str) -> None:
        self.groups.pop(name, None)

    def pools(self) -> tuple[Pool, ...]:
        return tuple(pool for pools in self.groups.values() for pool in pools)

    def remove(self) -> None:
        self.removed = True

    @contextlib.contextmanager
    def api(self) -> Generator[Api]:
        yield Api(self.there)


@dataclass
class Account:
    """A simulated account with a cluster in three subnets."""

    plane: Plane = field(default_factory=Plane)

    def __post_init__(self) -> None:
        known = (*network.MODELS, *compute.MODELS, *eks.models(cast("ControlPlane", self.plane)))
        self.store = Store(models={model.token: model for model in known})
        zones: list[JsonObject] = [
            {"vpcId": "vpc-1", "availabilityZone": f"eu-west-1{zone}"} for zone in "abc"
        ]
        self.subnets: list[Json] = [self.store.create(SUBNET, zone).id for zone in zones]
        self.cluster()

    def cluster(self, **inputs: Json) -> None:
        vpc: JsonObject = {"subnetIds": self.subnets}
        self.store.create(CLUSTER, {"name": "c", "roleArn": "r", "vpcConfig": vpc, **inputs})

    def network(self, **env: str) -> None:
        settings = json.dumps({"enableNetworkPolicy": "true", "env": env})
        self.addon("vpc-cni", configurationValues=settings)

    def addon(self, name: str, **inputs: Json) -> None:
        version = eks_addon(name).versions[0].version
        wanted: JsonObject = {"clusterName": "c", "addonName": name, "addonVersion": version}
        self.store.create(ADDON, {**wanted, **inputs})

    def group(self, name: str, nodes: int = 3, **inputs: Json) -> str:
        disk: JsonObject = {"deviceName": "/dev/xvda", "ebs": {"volumeSize": 100}}
        template = self.store.create(TEMPLATE, {"name": name, "blockDeviceMappings": [disk]})
        wanted: JsonObject = {
            "clusterName": "c",
            "nodeGroupName": name,
            "nodeRoleArn": "r",
            "subnetIds": self.subnets,
            "instanceTypes": ["m6i.large"],
            "launchTemplate": {"id": template.id, "version": "1"},
            "labels": {"plinth.dev/pool": "general"},
            "scalingConfig": {"minSize": nodes, "desiredSize": nodes, "maxSize": 9},
        }
        return self.store.create(NODE_GROUP, {**wanted, **inputs}).id


@pytest.fixture
def account() -> Account:
    return Account()


def test_a_node_offers_what_its_type_really_has_in_the_zones_of_its_subnets(
    account: Account,
) -> None:
    account.network()
    account.group("general-1", nodes=4)
    pools = account.plane.pools()
    assert [(p.labels["topology.kubernetes.io/zone"], p.nodes) for p in pools] == [
        ("eu-west-1a", 2),
        ("eu-west-1b", 1),
        ("eu-west-1c", 1),
    ]
    shape = node_shape("eks", "m6i.large")
    offered = {(p.cpu, p.memory, p.pods) for p in pools}
    assert offered == {
        (f"{shape.allocatable_cpu_m}m", f"{shape.allocatable_memory_mib}Mi", shape.max_pods)
    }
    assert pools[0].ephemeral_storage == "89Gi", "100 less a tenth and 1 GiB of the kubelet's"
    assert pools[0].labels["plinth.dev/pool"] == "general"
    assert pools[0].labels["eks.amazonaws.com/nodegroup"] == "general-1"


def test_prefixes_let_a_node_hold_more_pods_and_leave_it_less_memory(account: Account) -> None:
    account.network(ENABLE_PREFIX_DELEGATION="true")
    account.group("general-1")
    limits, (first, *_) = eks_pod_limits("m6i.large"), account.plane.pools()
    assert first.pods == limits.prefix_max_pods > node_shape("eks", "m6i.large").max_pods
    assert first.memory == f"{limits.prefix_allocatable_memory_mib}Mi"


def test_two_groups_of_one_pool_stand_beside_each_other(account: Account) -> None:
    account.network()
    old = account.group("general-1")
    account.group("general-2", instanceTypes=["m6i.xlarge"])
    assert len({pool.name for pool in account.plane.pools()}) == 6
    account.store.delete(NODE_GROUP, old)
    left = {pool.labels["node.kubernetes.io/instance-type"] for pool in account.plane.pools()}
    assert left == {"m6i.xlarge"}


def test_machines_are_spread_as_evenly_as_they_can_be() -> None:
    assert shares(5, 3) == [2, 2, 1]
    assert shares(0, 2) == [0, 0]


def test_nodes_do_not_join_without_a_network(account: Account) -> None:
    with pytest.raises(RefusedError, match=r"^NodeCreationFailure: .* cni plugin not initialized"):
        account.group("general-1")


def test_names_of_groups_are_taken_once(account: Account) -> None:
    account.network()
    account.group("general-1")
    with pytest.raises(RefusedError, match="AlreadyExists"):
        account.group("general-1")


def test_an_unknown_machine_and_sizes_out_of_order_are_refused(account: Account) -> None:
    account.network()
    with pytest.raises(RefusedError, match=r"no node shape for eks / m6i\.larg "):
        account.group("a", instanceTypes=["m6i.larg"])
    with pytest.raises(RefusedError, match="desired capacity 10 must lie between 10 and 9"):
        account.group("b", nodes=10)


def test_pods_of_an_add_on_come_and_go_with_it(account: Account) -> None:
    account.network()
    account.group("general-1")
    account.addon("coredns")
    assert "/apis/apps/v1/namespaces/kube-system/deployments/coredns" in account.plane.there
    account.store.delete(ADDON, "c:coredns")
    assert not [each for each in account.plane.there if each.endswith("coredns")]


def test_daemons_run_on_every_node_whatever_its_taints() -> None:
    (daemon,) = controllers(eks_addon("kube-proxy"))
    assert dig(daemon, "spec", "template", "spec", "tolerations") == [{"operator": "Exists"}]
    (names,) = controllers(eks_addon("coredns"))
    assert dig(names, "spec", "replicas") == 2
    assert dig(names, "spec", "template", "spec", "tolerations") == []


@pytest.mark.parametrize("taints", [None, [{"key": "a", "effect": "NO_SCHEDULE"}]])
def test_an_add_on_whose_pods_find_no_node_never_gets_ready(
    account: Account, taints: list[Json] | None
) -> None:
    account.network()
    if taints is not None:
        account.group("general-1", taints=taints)
    with pytest.raises(RefusedError, match=r"DEGRADED, InsufficientNumberOfReplicas"):
        account.addon("coredns")


def test_an_add_on_twice_or_in_an_unknown_version_is_refused(account: Account) -> None:
    account.network()
    with pytest.raises(RefusedError, match="Addon already exists"):
        account.network()
    with pytest.raises(RefusedError, match="version specified is not supported: kube-proxy v9"):
        account.addon("kube-proxy", addonVersion="v9")


def test_nobody_enters_twice_and_a_policy_needs_an_entry(account: Account) -> None:
    entry: JsonObject = {"clusterName": "c", "principalArn": PRINCIPAL}
    policy: JsonObject = {**entry, "policyArn": "p", "accessScope": {"type": "cluster"}}
    with pytest.raises(RefusedError, match="ResourceNotFoundException"):
        account.store.create(POLICY, policy)
    account.store.create(ENTRY, entry)
    account.store.create(POLICY, policy)
    with pytest.raises(RefusedError, match="already in use on this cluster"):
        account.store.create(ENTRY, entry)


def test_a_service_account_works_as_one_role(account: Account) -> None:
    place: JsonObject = {"clusterName": "c", "namespace": "n", "serviceAccount": "s"}
    for name in ("one", "two"):
        account.store.add(Live(token=ROLE, id=name, inputs={}, outputs={}))
    account.store.create(POD_IDENTITY, {**place, "roleArn": "one"})
    with pytest.raises(RefusedError, match="ResourceInUseException"):
        account.store.create(POD_IDENTITY, {**place, "roleArn": "two"})


def test_a_cluster_goes_neither_with_nodes_nor_while_it_is_protected(account: Account) -> None:
    account.network()
    group = account.group("general-1")
    with pytest.raises(RefusedError, match=r"ResourceInUseException: .*attached: general-1"):
        account.store.delete(CLUSTER, "c")
    account.store.delete(NODE_GROUP, group)
    live = account.store.read(CLUSTER, "c")
    assert live is not None
    account.store.update(CLUSTER, "c", {**live.inputs, "deletionProtection": True})
    with pytest.raises(RefusedError, match=r"InvalidRequestException: .*deletion protection"):
        account.store.delete(CLUSTER, "c")
    assert not account.plane.removed
    account.store.update(CLUSTER, "c", live.inputs)
    account.store.delete(CLUSTER, "c")
    assert account.plane.removed


def test_an_update_leaves_a_cluster_its_security_group(account: Account) -> None:
    live = account.store.read(CLUSTER, "c")
    assert live is not None
    group = dig(live.outputs, "vpcConfig", "clusterSecurityGroupId")
    updated = account.store.update(CLUSTER, "c", {**live.inputs, "version": "1.36"})
    assert dig(updated.outputs, "vpcConfig", "clusterSecurityGroupId") == group


def test_each_change_of_a_launch_template_is_another_version(account: Account) -> None:
    made = account.store.create(TEMPLATE, {"name": "t"})
    assert made.outputs["latestVersion"] == 1
    changed = account.store.update(TEMPLATE, made.id, {"name": "t", "description": "d"})
    assert changed.outputs["latestVersion"] == 2
