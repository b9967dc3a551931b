"""A namespace of the platform."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pulumi
import pulumi_kubernetes as k8s

from components.metadata import metadata
from components.tenancy import policies
from components.tenancy.spec import NamespaceSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class NamespaceArgs:
    """What a namespace is plugged into."""

    spec: NamespaceSpec
    labels: Mapping[str, str]
    removal: Literal["delete", "retain"] = "delete"
    """Retained where a volume in it is: Kubernetes deletes them with their namespace."""


class Namespace(pulumi.ComponentResource):
    """A namespace with Pod Security enforced, all traffic denied and DNS permitted."""

    namespace_name: pulumi.Output[str]
    """The namespace's name, known once it and its policies are there."""

    def __init__(
        self, name: str, args: NamespaceArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:tenancy:Namespace", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        namespace = k8s.core.v1.Namespace(
            name,
            metadata=metadata(name, None, {**args.labels, **pod_security_labels(args.spec)}),
            opts=pulumi.ResourceOptions(parent=self, retain_on_delete=args.removal == "retain"),
        )
        made = namespace.metadata["name"]
        rules = {"default-deny": policies.default_deny(), "allow-dns": policies.allow_dns()}
        written = [
            k8s.networking.v1.NetworkPolicy(
                f"{name}-{rule}",
                metadata=metadata(rule, made, args.labels),
                spec=spec,
                opts=child,
            )
            for rule, spec in rules.items()
        ]
        self.namespace_name = pulumi.Output.all(made, *(p.id for p in written)).apply(_first)
        self.register_outputs({"namespace_name": self.namespace_name})


def pod_security_labels(spec: NamespaceSpec) -> dict[str, str]:
    """Return the labels that make the API server refuse pods and warn about their makers."""
    prefix = "pod-security.kubernetes.io"
    return {f"{prefix}/{mode}": spec.pod_security for mode in ("enforce", "warn")}


def _first(values: list[str]) -> str:
    return values[0]
