"""What a user may ask of AWS for the pods of a workload."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import DnsLabel, Spec

ROLE_ANNOTATION: Final = "eks.amazonaws.com/role-arn"
"""What a service account carries that comes to its role by its token (IRSA)."""
_LABEL: Final = r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"

BucketAccess = Literal["read", "write", "read_write"]
"""What is done with a bucket's objects: read and list, write and delete, or both."""
ConditionOperator = Literal[
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Bool",
    "DateGreaterThan",
    "DateLessThan",
    "IpAddress",
    "NotIpAddress",
    "Null",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericNotEquals",
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "StringNotEquals",
    "StringNotLike",
    "ForAllValues:StringEquals",
    "ForAllValues:StringLike",
    "ForAnyValue:StringEquals",
    "ForAnyValue:StringLike",
]
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"""
Action = Annotated[
    str,
    TextRule(
        rule="must be an action of AWS with its service before it, such as sqs:SendMessage",
        pattern=r"\*|[a-z0-9-]+:(?:\*|[A-Za-z][A-Za-z0-9*?]*)",
        examples=("sqs:SendMessage",),
        longest=128,
    ),
]
ResourceArn = Annotated[
    str,
    TextRule(
        rule="must be the ARN of a resource of AWS, in which * and ? may stand for others, or * for"
        " all, such as arn:aws:sqs:eu-west-1:123456789012:orders",
        pattern=r"\*|arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9*?-]*:(?:[0-9]{12}|aws|[0-9*?]*):\S+",
        examples=("arn:aws:sqs:eu-west-1:123456789012:orders",),
        longest=2048,
    ),
]
ConditionKey = Annotated[
    str,
    TextRule(
        rule="must be a condition key of AWS, such as aws:ResourceTag/team",
        pattern=r"[A-Za-z0-9-]+:\S+",
        examples=("aws:ResourceTag/team", "kms:ViaService"),
        longest=256,
    ),
]
Condition = Mapping[ConditionKey, tuple[str, ...]]
KeptSecret = Annotated[
    str,
    TextRule(
        rule="must be the ARN of a secret of Secrets Manager, or a store of this stack whose"
        " connection is kept there: database.NAME or cache.NAME",
        pattern=r"arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[\w/+=.@!-]+"
        rf"|(?:database|cache)\.{_LABEL}",
        examples=(
            "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-main-a1B2c3",
            "database.main",
        ),
        longest=600,
    ),
]
DatabaseUser = Annotated[
    str,
    TextRule(
        rule="must be the name of a user in the database: lower-case letters, digits and '_', such"
        " as orders",
        pattern=r"[a-z_][a-z0-9_]*",
        examples=("orders",),
        longest=63,
    ),
]


class PermissionSpec(Spec):
    """Actions of AWS that no other field can say."""

    actions: tuple[Action, ...]
    """What may be done."""
    resources: tuple[ResourceArn, ...]
    """To what."""
    conditions: Mapping[ConditionOperator, Condition] = Field(
        default_factory=dict[ConditionOperator, Condition]
    )
    """Only when this holds: for each operator the keys, and for each key its values."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        # Not min_length: beside a wrong entry it would say that there is none.
        found = [
            Refusal((field,), "must name one at least")
            for field, named in (("actions", self.actions), ("resources", self.resources))
            if not named
        ]
        for operator, keys in self.conditions.items():
            if not keys:
                message = "must name a key, such as aws:ResourceTag/team"
                found.append(Refusal(("conditions", operator), message))
            for key, values in keys.items():
                if not values:
                    message = "must have a value, for no request meets a list of none"
                    found.append(Refusal(("conditions", operator, key), message))
        refuse(found)
        return self


class GrantsSpec(Spec):
    """What the pods of a workload may do in AWS, by a role of their own and without any key.

    A stack on another cluster reads it and makes nothing of it.
    """

    buckets: Mapping[DnsLabel, BucketAccess] = Field(default_factory=dict)
    """The stack's buckets, by name, each with what is done with its objects: read lists and reads
    them, write puts and deletes them, read_write does both. The bucket's key is opened with it,
    and BUCKET_NAME_NAME says what it is called in the world."""
    secrets: tuple[KeptSecret, ...] = ()
    """Secrets of Secrets Manager that the pods read themselves: ARNs, or stores of this stack whose
    connection is kept there, such as database.main, with the password that AWS changes."""
    databases: Mapping[DnsLabel, DatabaseUser] = Field(default_factory=dict)
    """The stack's databases of AWS, by name, each with the user as which pods log in by a token of
    IAM instead of a password. The user is made in the database: GRANT rds_iam TO it."""
    permissions: tuple[PermissionSpec, ...] = ()
    """What no field above can say, as IAM spells it; only ever allowed, never denied."""

    @model_validator(mode="after")
    def _grants_something(self) -> Self:
        if not (self.buckets or self.secrets or self.databases or self.permissions):
            message = (
                "must grant something in buckets, secrets, databases or permissions; without them"
                " leave it out"
            )
            refuse([Refusal((), message)])
        twice = [
            Refusal(("secrets", position), f"{secret} is there already")
            for position, secret in enumerate(self.secrets)
            if secret in self.secrets[:position]
        ]
        refuse(twice)
        return self
