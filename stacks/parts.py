"""The parts of a whole stack: the specs of all components, put together."""

from collections.abc import Mapping

from pydantic import Field

from components.account.spec import AccountSpec
from components.addons.spec import AddonsSpec
from components.bucket.spec import BucketSpec
from components.cache.spec import CacheSpec
from components.cluster.spec import ClusterSpec
from components.config.spec import ConfigSpec
from components.database.spec import DatabaseSpec
from components.dns.spec import DnsZoneSpec
from components.network.spec import NetworkSpec
from components.registry.spec import RegistrySpec
from components.routing.spec import LoadBalancersSpec
from components.secret.spec import SecretSpec
from components.spec import DnsLabel, LabelKey, LabelValue, Spec
from components.tenancy.spec import NamespaceSpec
from components.volume.spec import VolumeSpec
from components.workload.spec import WorkloadSpec
from stacks.acceptance import AcceptanceSpec, RuleId
from stacks.demand import LoadSpec, UsageSpec
from stacks.losses import LossSpec, PartName
from stacks.objectives import ObjectivesSpec


class StackParts(Spec):
    """The parts of a stack, each in order by itself; StackSpec holds them to each other."""

    labels: Mapping[LabelKey, LabelValue] = Field(default_factory=dict)
    """Who owns it and who pays: put on every Kubernetes object and every taggable resource."""
    account: AccountSpec | None = None
    """The cloud account; a stack on this machine has none."""
    network: NetworkSpec | None = None
    """The network that a cluster in a cloud lies in."""
    dns_zones: Mapping[DnsLabel, DnsZoneSpec] = Field(default_factory=dict)
    """The DNS zones, by name; a route whose host is in one gets a certificate and a record."""
    load_balancers: LoadBalancersSpec = LoadBalancersSpec()
    """The load balancers that routes share on EKS."""
    cluster: ClusterSpec
    """The Kubernetes cluster that everything runs on."""
    namespaces: Mapping[DnsLabel, NamespaceSpec] = Field(min_length=1)
    """The namespaces, by name."""
    addons: AddonsSpec = AddonsSpec()
    """Software that serves the whole cluster."""
    configs: Mapping[DnsLabel, ConfigSpec] = Field(default_factory=dict)
    """Settings and files that are no secret, by name; each is a ConfigMap where it is used."""
    secrets: Mapping[DnsLabel, SecretSpec] = Field(default_factory=dict)
    """The secrets, by name; values never stand here."""
    databases: Mapping[DnsLabel, DatabaseSpec] = Field(default_factory=dict)
    """The databases, by name."""
    caches: Mapping[DnsLabel, CacheSpec] = Field(default_factory=dict)
    """The caches, by name."""
    buckets: Mapping[DnsLabel, BucketSpec] = Field(default_factory=dict)
    """The buckets, by name."""
    registries: Mapping[DnsLabel, RegistrySpec] = Field(default_factory=dict)
    """The repositories of images, by name, and ways to those of others."""
    volumes: Mapping[DnsLabel, VolumeSpec] = Field(default_factory=dict)
    """The volumes that workloads use, by name."""
    workloads: Mapping[DnsLabel, WorkloadSpec] = Field(default_factory=dict)
    """What runs, by name."""
    load: LoadSpec | None = None
    """What comes in on a usual day; none means that nobody has said."""
    usage: UsageSpec = UsageSpec()
    """How much of what is billed by use a usual month has."""
    objectives: ObjectivesSpec = ObjectivesSpec()
    """What the platform is held to."""
    accept: Mapping[RuleId, AcceptanceSpec] = Field(default_factory=dict)
    """Findings of the plan check that the stack's owners live with, by the rule's id."""
    allow_loss: Mapping[PartName, LossSpec] = Field(default_factory=dict)
    """What `up` may delete or replace although it cannot be had back, such as databases.main."""
