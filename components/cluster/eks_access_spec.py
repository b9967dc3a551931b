"""Who may enter an EKS cluster, as a user states it."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import DnsLabel, Spec
from components.tenancy.access import Group

PrincipalArn = Annotated[
    str,
    TextRule(
        # An access entry takes no assumed-role ARN: those name a session, not a principal.
        # https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
        rule="must be the ARN of an IAM role or user, such as"
        " arn:aws:iam::123456789012:role/platform-admin",
        pattern=r"arn:aws[a-z-]*:iam::[0-9]{12}:(?:role|user)/[\w+=,.@/-]+",
        examples=("arn:aws:iam::123456789012:role/platform-admin",),
        longest=2048,
    ),
]


class EksAccessSpec(Spec):
    """Everybody who may enter the cluster; whoever is not here cannot, its maker included."""

    admins: Mapping[DnsLabel, PrincipalArn] = Field(min_length=1)
    """Who may do everything in the cluster, by a name of your choice. The role or user that runs
    plinth must be among them: account.role, or else whoever's credentials it finds."""
    operators: Mapping[Group, PrincipalArn] = Field(default_factory=dict)
    """The roles or users behind groups that namespaces name as operator, by the group."""
    developers: Mapping[Group, PrincipalArn] = Field(default_factory=dict)
    """The roles or users behind groups that namespaces name as developer, by the group."""

    @model_validator(mode="after")
    def _nobody_enters_twice(self) -> Self:
        refuse([*self._taken_twice()])
        return self

    def _taken_twice(self) -> Iterator[Refusal]:
        known: dict[str, str] = {}
        for part, entries in self.by_part().items():
            for name, principal in entries.items():
                if principal in known:
                    message = f"{principal} enters as {known[principal]} already"
                    yield Refusal((part, name), f"{message}; AWS has one access entry for each")
                known.setdefault(principal, f"{part}.{name}")

    def by_part(self) -> Mapping[str, Mapping[str, str]]:
        """Return the entries as they stand: part, then name, then ARN."""
        return {
            "admins": self.admins,
            "operators": self.operators,
            "developers": self.developers,
        }
