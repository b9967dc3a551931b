"""Budgets and the record of calls."""

from rehearsal.clouds.aws.names import named
from rehearsal.clouds.model import Model

MODELS = (
    Model(
        token="aws:budgets/budget:Budget",
        inputs=frozenset(
            {"name", "budgetType", "limitAmount", "limitUnit", "timeUnit", "notifications", "tags"}
        ),
        required=frozenset({"budgetType", "timeUnit"}),
        immutable=frozenset({"name"}),
        name="name",
        outputs=named("budgets", "budget", region=""),
    ),
    Model(
        token="aws:cloudtrail/trail:Trail",
        inputs=frozenset(
            {
                "name",
                "s3BucketName",
                "kmsKeyId",
                "isMultiRegionTrail",
                "includeGlobalServiceEvents",
                "enableLogFileValidation",
                "tags",
            }
        ),
        required=frozenset({"s3BucketName"}),
        immutable=frozenset({"name"}),
        name="name",
        outputs=named("cloudtrail", "trail"),
    ),
)
