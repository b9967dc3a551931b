"""A namespace of the platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.tenancy import policies
from components.tenancy.access import AccessSpec
from components.tenancy.ceilings import limit_range_spec, quota_spec
from components.tenancy.roles import role_object, role_rules
from components.tenancy.spec import NamespaceSpec

RBAC = "rbac.authorization.k8s.io"


@dataclass(frozen=True, kw_only=True, slots=True)
class NamespaceArgs:
    """What a namespace is plugged into."""

    spec: NamespaceSpec
    labels: Mapping[str, str]
    removal: Literal["delete", "retain"] = "delete"
    """Retained where a volume in it is: Kubernetes deletes them with their namespace."""
    pods_ready: Literal["when_probed", "when_routed"] = "when_probed"
    """when_routed: for a rollout, new pods of a route are ready once the load balancers of AWS have
    found them healthy; until then the old ones stay. A load balancer that leads to pods themselves
    takes longer to know a pod than Kubernetes takes to end its predecessor."""


class Namespace(pulumi.ComponentResource):
    """A namespace with Pod Security, ceilings and roles; all traffic but DNS is denied."""

    namespace_name: pulumi.Output[str]
    """The namespace's name, known once it and its policies are there."""

    def __init__(
        self, name: str, args: NamespaceArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:tenancy:Namespace", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        namespace = k8s.core.v1.Namespace(
            name,
            metadata=metadata(name, None, {**args.labels, **_own_labels(args)}),
            opts=pulumi.ResourceOptions(parent=self, retain_on_delete=args.removal == "retain"),
        )
        made = namespace.metadata["name"]
        about = _About(name, made, args.labels)
        there = [
            *_policies(about, child),
            *_ceilings(about, args.spec, child),
            *_roles(about, args.spec.access, child),
        ]
        # URNs and not ids: a preview knows no id of a policy that was deleted by hand, and would
        # take the name, and with it everything in the namespace, for new.
        self.namespace_name = pulumi.Output.all(made, *(each.urn for each in there)).apply(_first)
        self.register_outputs({"namespace_name": self.namespace_name})


def _own_labels(args: NamespaceArgs) -> dict[str, str]:
    found = pod_security_labels(args.spec)
    if args.pods_ready == "when_routed":
        # https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
        found["elbv2.k8s.aws/pod-readiness-gate-inject"] = "enabled"
    return found


def pod_security_labels(spec: NamespaceSpec) -> dict[str, str]:
    """Return the labels that make the API server refuse pods and warn about their makers."""
    prefix = "pod-security.kubernetes.io"
    return {f"{prefix}/{mode}": spec.pod_security for mode in ("enforce", "warn")}


@dataclass(frozen=True, slots=True)
class _About:
    namespace: str
    made: pulumi.Input[str]
    labels: Mapping[str, str]

    def metadata(self, name: str) -> k8s.meta.v1.ObjectMetaArgsDict:
        return metadata(name, self.made, self.labels)


def _policies(about: _About, child: pulumi.ResourceOptions) -> list[pulumi.CustomResource]:
    rules = {"default-deny": policies.default_deny(), "allow-dns": policies.allow_dns()}
    return [
        k8s.networking.v1.NetworkPolicy(
            f"{about.namespace}-{rule}", metadata=about.metadata(rule), spec=spec, opts=child
        )
        for rule, spec in rules.items()
    ]


def _ceilings(
    about: _About, spec: NamespaceSpec, child: pulumi.ResourceOptions
) -> list[pulumi.CustomResource]:
    made: list[pulumi.CustomResource] = [
        k8s.core.v1.LimitRange(
            f"{about.namespace}-defaults",
            metadata=about.metadata("container-defaults"),
            spec=limit_range_spec(spec.container_defaults),
            opts=child,
        )
    ]
    if spec.quota is not None:
        quota = k8s.core.v1.ResourceQuota(
            f"{about.namespace}-quota",
            metadata=about.metadata("quota"),
            spec=quota_spec(spec.quota),
            opts=child,
        )
        made.append(quota)
    return made


def _roles(
    about: _About, access: AccessSpec, child: pulumi.ResourceOptions
) -> list[pulumi.CustomResource]:
    made: list[pulumi.CustomResource] = []
    for role, groups in access.by_role().items():
        called = role_object(role)
        given = k8s.rbac.v1.Role(
            f"{about.namespace}-{role}",
            metadata=about.metadata(called),
            rules=role_rules(role),
            opts=child,
        )
        held = k8s.rbac.v1.RoleBinding(
            f"{about.namespace}-{role}",
            metadata=about.metadata(called),
            role_ref={"api_group": RBAC, "kind": "Role", "name": called},
            subjects=[{"api_group": RBAC, "kind": "Group", "name": group} for group in groups],
            opts=pulumi.ResourceOptions.merge(child, pulumi.ResourceOptions(depends_on=[given])),
        )
        made += [given, held]
    return made


def _first(values: list[str]) -> str:
    return values[0]
