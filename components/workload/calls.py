"""What a workload may say it talks to."""

from typing import Annotated

from components.fields import TextRule

Call = Annotated[
    str,
    TextRule(
        rule="must be workload.NAME, database.NAME, cache.NAME, a host outside with its port or"
        " internet, such as database.main or api.example.org:443",
        pattern=r"(?:workload|database|cache)\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?|internet"
        r"|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)+:[0-9]{1,5}",
        examples=(
            "database.main",
            "cache.queue",
            "workload.api",
            "api.example.org:443",
            "internet",
        ),
        longest=253 + 6,
    ),
]
"""Something that a workload talks to."""
