"""What a user says of the cloud account that pays."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from components.fields import TextRule
from components.refusal import Refusal, refuse
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
Email = Annotated[
    str,
    TextRule(
        rule="must be an e-mail address, such as platform@example.org",
        pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+",
        examples=("platform@example.org",),
        longest=50,
    ),
]
TrailName = Annotated[
    str,
    TextRule(
        rule="must be the name of a trail: letters, digits, '.', '_' and '-', 3 to 128",
        pattern=r"[A-Za-z0-9](?:[A-Za-z0-9._-]{1,126})[A-Za-z0-9]",
        examples=("organisation",),
        longest=128,
    ),
]
AlarmPercent = Annotated[int, Field(ge=1, le=1000)]


class BudgetSpec(Spec):
    """Tells people when a month costs more than objectives.monthly_usd."""

    emails: tuple[Email, ...] = Field(min_length=1, max_length=10)
    """Who is told."""
    at_percent: tuple[AlarmPercent, ...] = Field(default=(80, 100), min_length=1, max_length=5)
    """Told when the month has cost this share, and once more when it is forecast to cost it."""

    @model_validator(mode="after")
    def _tells_once(self) -> Self:
        for field in ("emails", "at_percent"):
            values: tuple[str | int, ...] = getattr(self, field)
            refuse(
                [
                    Refusal((field, at), f"{value} is there already")
                    for at, value in enumerate(values)
                    if value in values[:at]
                ]
            )
        return self


class OwnTrailSpec(Spec):
    """A record of every call to the account's APIs, in an encrypted bucket of its own."""

    kind: Literal["own"]
    retention_days: int = Field(default=365, ge=90, le=3650)
    """How long the record is kept."""


class ExistingTrailSpec(Spec):
    """A trail that somebody else keeps, such as the organisation's."""

    kind: Literal["existing"]
    name: TrailName
    """What it is called; plinth neither changes nor deletes it."""


class NoTrailSpec(Spec):
    """Nobody keeps a record."""

    kind: Literal["none"]


TrailSpec = Annotated[OwnTrailSpec | ExistingTrailSpec | NoTrailSpec, Field(discriminator="kind")]


class AwsAccountSpec(Spec):
    """The AWS account that everything is made in; every other one is refused."""

    kind: Literal["aws"]
    id: AwsAccountId
    """The account's number, quoted."""
    region: AwsRegion
    """Where everything is made."""
    role: RoleArn | None = None
    """ARN of the role that plinth works as; none means the caller's own credentials."""
    budget: BudgetSpec | None = None
    """Who is told when a month costs more than objectives.monthly_usd."""
    trail: TrailSpec = OwnTrailSpec(kind="own")
    """Who keeps the record of calls to the account's APIs (CloudTrail)."""


AccountSpec = AwsAccountSpec
