"""What a user says of any store that is there already."""

from typing import Annotated, ClassVar

from components.fields import TextRule
from components.spec import Cidr, HostName, Spec

SecretArn = Annotated[
    str,
    TextRule(
        rule="must be the ARN of a secret of Secrets Manager, as AWS shows it",
        pattern=r"arn:aws:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[\w/+=.@!-]+",
        examples=("arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-main-a1B2c3",),
        longest=600,
    ),
]


class ExistingStore(Spec):
    """A store that somebody else looks after: used, never changed and never deleted."""

    host: HostName
    """Where it answers."""
    addresses: tuple[Cidr, ...] = ()
    """The networks that it is in, which its callers may talk to; none means the network's database
    subnets."""

    namespace: ClassVar[None] = None
