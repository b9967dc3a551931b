"""What a user may ask of a bucket."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import DeletionPolicy, DnsLabel, Spec

BucketName = Annotated[
    str,
    TextRule(
        # https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
        rule="must be the name of a bucket: lower-case letters, digits and '-', from 3 to 63, such"
        " as shop-prod-uploads",
        pattern=r"(?!xn--|sthree-|amzn-s3-demo-)(?=.{3})[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"
        r"(?<!-s3alias)(?<!--ol-s3)(?<!--x-s3)",
        examples=("shop-prod-uploads",),
        longest=63,
    ),
]
ObjectPrefix = Annotated[
    str,
    TextRule(
        rule="must be how the names of objects begin, such as reports/; nothing means all of them",
        pattern=r"[\w!.*'()/-]*",
        examples=("reports/",),
        longest=512,
    ),
]


class LifecycleSpec(Spec):
    """What becomes of objects in time."""

    prefix: ObjectPrefix = ""
    """Of which objects: those whose names begin so."""
    expire_days: int | None = Field(default=None, ge=1, le=36_500)
    """When an object goes; none keeps it."""
    noncurrent_days: int = Field(default=30, ge=1, le=36_500)
    """When a version goes that was overwritten or deleted: until then it can be had back."""
    infrequent_days: int | None = Field(default=None, ge=30, le=36_500)
    """When an object moves to storage that is cheaper to keep and dearer to read; none never."""
    archive_days: int | None = Field(default=None, ge=1, le=36_500)
    """When an object moves to the archive whose objects are read at once; none never."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        steps = ("infrequent_days", "archive_days", "expire_days")
        given = [(step, days) for step in steps if (days := getattr(self, step)) is not None]
        found: list[Refusal] = []
        for (earlier, before), (later, after) in pairwise(given):
            # Thirty days are the least that infrequent storage bills.
            least = before + (30 if earlier == "infrequent_days" and later != "expire_days" else 1)
            if after < least:
                message = f"must be at least {least}, after {earlier} ({before}), got {after}"
                found.append(Refusal((later,), message))
        refuse(found)
        return self


class S3BucketSpec(Spec):
    """A private bucket of AWS, versioned, encrypted and reached by TLS alone."""

    kind: Literal["s3"]
    bucket: BucketName | None = None
    """What it is called in the world; none means the platform's name, this one and the account."""
    lifecycle: Mapping[DnsLabel, LifecycleSpec] = Field(
        default_factory=lambda: {"all": LifecycleSpec()}, min_length=1
    )
    """What becomes of its objects, in rules by name."""
    encryption: Literal["own_key", "s3_key"] = "own_key"
    """Whose key encrypts it: one of the platform's own, or one that S3 keeps."""
    access_logs: DnsLabel | None = None
    """The bucket of this stack that a log of all requests goes to; none keeps no log."""
    deletion: DeletionPolicy = "protect"
    """When it leaves the stack file or the stack goes: protect refuses, retain leaves it there with
    its key, delete takes it along with all that is in it."""


BucketSpec = S3BucketSpec
