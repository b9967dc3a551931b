"""Log groups that a service of the cloud writes to, there before it could make them itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.account.contract import Account
from components.deletion import around_data
from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.encryption.policies import for_log_groups
from components.spec import DeletionPolicy

RETENTION_DAYS = 365
"""A service that makes a group itself keeps it for ever, and pays for ever."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogGroupsArgs:
    """Which groups, and of what."""

    prefix: str
    """How the service calls them, but for their last part."""
    kinds: Sequence[str]
    """The last parts of their names."""
    account: Account
    deletion: DeletionPolicy
    """Of that whose logs they are."""


class LogGroups(pulumi.ComponentResource):
    """Log groups that one key encrypts and that forget after a year."""

    names: Sequence[pulumi.Output[str]]
    """In the order of the kinds."""
    ready: Sequence[pulumi.Resource]

    def __init__(
        self, name: str, args: LogGroupsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:encryption:LogGroups", name, None, opts)
        key = EncryptionKey(
            name,
            EncryptionKeyArgs(
                description=f"Logs below {args.prefix}",
                policy=for_log_groups(args.account.id, args.account.region, args.prefix),
                deletion="retain" if args.deletion == "retain" else "delete",
            ),
            pulumi.ResourceOptions(parent=self),
        )
        groups = [
            aws.cloudwatch.LogGroup(
                f"{name}-{kind}",
                name=f"{args.prefix}{kind}",
                retention_in_days=RETENTION_DAYS,
                kms_key_id=key.arn,
                opts=around_data(self, args.deletion),
            )
            for kind in args.kinds
        ]
        self.names, self.ready = [group.name for group in groups], groups
        self.register_outputs({})
