"""Keys of the platform's own, by which clouds encrypt what they keep for it."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.deletion import of_data
from components.spec import DeletionPolicy

_DAYS_TO_REGRET = 30
"""A key that is gone takes all that it encrypted along; AWS waits so long before it goes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EncryptionKeyArgs:
    """What a key is for."""

    description: str
    policy: pulumi.Input[str] | None = None
    """Who may use it; none means AWS's own choice, the account's administrators."""
    deletion: DeletionPolicy = "delete"
    """What becomes of it: no less than of what it encrypts, snapshots included."""


class EncryptionKey(pulumi.ComponentResource):
    """A key that is renewed every year and whose deletion can be taken back for 30 days."""

    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:encryption:EncryptionKey", name, None, opts)
        key = aws.kms.Key(
            name,
            description=args.description,
            policy=args.policy,
            enable_key_rotation=True,
            deletion_window_in_days=_DAYS_TO_REGRET,
            opts=of_data(self, args.deletion),
        )
        self.arn = key.arn
        self.register_outputs({"arn": self.arn})
