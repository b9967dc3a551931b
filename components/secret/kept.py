"""What AWS keeps of a store, and how it becomes a Secret of the cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as k8s

from components.metadata import metadata

_STORE: Final = "plinth"
_REFRESH: Final = "1h"
_WAIT: Final = {"pulumi.com/waitFor": "condition=Ready"}
"""A pod that starts before its Secret is there fails and is started again."""
_DAYS_TO_REGRET: Final = 0
"""It says nothing that plinth could not say again, and its name is taken as long as it can be had
back: whoever makes the store anew would be refused."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One value of a connection: where Secrets Manager keeps it."""

    key: str
    secret: pulumi.Input[str]
    """Name or ARN."""
    property: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptConnection:
    """What callers need to reach a store, kept in Secrets Manager."""

    entries: Sequence[Entry]
    template: Mapping[str, str]
    """The keys of the cluster's Secret, of the entries, in the operator's own templates."""
    secret_arns: Sequence[pulumi.Input[str]]
    """The secrets that hold all that, for the policies of whoever reads them there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FactsArgs:
    """What is kept of a store, under which name."""

    physical_name: str
    description: str
    values: Mapping[str, pulumi.Input[str]]
    key_arn: pulumi.Input[str]


class Facts(pulumi.ComponentResource):
    """A secret in Secrets Manager with what is known of a store."""

    secret_name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: FactsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:secret:Facts", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        secret = aws.secretsmanager.Secret(
            name,
            name=args.physical_name,
            description=args.description,
            kms_key_id=args.key_arn,
            recovery_window_in_days=_DAYS_TO_REGRET,
            opts=child,
        )
        aws.secretsmanager.SecretVersion(
            name,
            secret_id=secret.id,
            secret_string=pulumi.Output.secret(pulumi.Output.json_dumps(dict(args.values))),
            opts=child,
        )
        self.secret_name, self.arn = secret.name, secret.arn
        self.register_outputs({"secret_name": self.secret_name})


@dataclass(frozen=True, kw_only=True, slots=True)
class BroughtSecretArgs:
    """Where a connection is brought to."""

    object_name: str
    namespace: pulumi.Input[str]
    labels: Mapping[str, str]
    connection: KeptConnection


class BroughtSecret(pulumi.ComponentResource):
    """A Secret of the cluster that external-secrets keeps like what Secrets Manager has."""

    arrived: pulumi.Output[str]
    """Known once the Secret is there."""

    def __init__(
        self, name: str, args: BroughtSecretArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:secret:BroughtSecret", name, None, opts)
        brought = k8s.apiextensions.CustomResource(
            name,
            api_version="external-secrets.io/v1",
            kind="ExternalSecret",
            metadata=metadata(args.object_name, args.namespace, args.labels, _WAIT),
            spec=external_secret(args.object_name, args.connection),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.arrived = brought.id
        self.register_outputs({})


def external_secret(object_name: str, connection: KeptConnection) -> dict[str, object]:
    """Return the spec of an ExternalSecret, in the spelling of its API."""
    return {
        "refreshInterval": _REFRESH,
        "secretStoreRef": {"kind": "ClusterSecretStore", "name": _STORE},
        "target": {
            "name": object_name,
            "creationPolicy": "Owner",
            "template": {"engineVersion": "v2", "data": dict(connection.template)},
        },
        "data": [
            {
                "secretKey": entry.key,
                "remoteRef": {"key": entry.secret, "property": entry.property},
            }
            for entry in connection.entries
        ],
    }
