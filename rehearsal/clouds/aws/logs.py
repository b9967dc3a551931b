"""Log groups."""

from typing import Final

from rehearsal.clouds.aws.names import named
from rehearsal.clouds.model import Model

LOG_GROUP: Final = "aws:cloudwatch/logGroup:LogGroup"

MODELS = (
    Model(
        token=LOG_GROUP,
        inputs=frozenset({"name", "retentionInDays", "kmsKeyId", "tags"}),
        immutable=frozenset({"name"}),
        name="name",
        outputs=named("logs", "log-group"),
    ),
)
