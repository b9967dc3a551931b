"""What a user says of the cloud account that pays."""

from typing import Annotated, Literal

from components.fields import TextRule
from components.spec import Spec

AwsAccountId = Annotated[
    str,
    TextRule(
        rule='must be the 12 digits of an AWS account, in quotes, such as "123456789012"',
        pattern=r"[0-9]{12}",
        examples=("123456789012",),
        longest=12,
    ),
]
AwsRegion = Annotated[
    str,
    TextRule(
        rule="must be the name of an AWS region, such as eu-west-1",
        pattern=r"[a-z]{2}(?:-[a-z]+)+-[0-9]",
        examples=("eu-west-1", "us-east-1"),
        longest=30,
    ),
]
RoleArn = Annotated[
    str,
    TextRule(
        rule="must be the ARN of a role, such as arn:aws:iam::123456789012:role/deployer",
        pattern=r"arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+",
        examples=("arn:aws:iam::123456789012:role/deployer",),
        longest=2048,
    ),
]


class AwsAccountSpec(Spec):
    """The AWS account that everything is made in; every other one is refused."""

    kind: Literal["aws"]
    id: AwsAccountId
    """The account's number, quoted."""
    region: AwsRegion
    """Where everything is made."""
    role: RoleArn | None = None
    """ARN of the role that plinth works as; none means the caller's own credentials."""


AccountSpec = AwsAccountSpec
