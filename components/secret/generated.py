"""Random values that plinth makes once and keeps in the encrypted state."""

import pulumi
import pulumi.dynamic

from engine.random_text import RandomTextProvider


class GeneratedSecret(pulumi.dynamic.Resource, module="plinth", name="GeneratedSecret"):
    """A random text of letters and digits; it stays the same until its length changes."""

    value: pulumi.Output[str]
    """The text; a secret."""

    def __init__(self, name: str, length: int, opts: pulumi.ResourceOptions | None = None) -> None:
        secret = pulumi.ResourceOptions(additional_secret_outputs=["value"])
        super().__init__(
            RandomTextProvider(),
            name,
            {"length": length, "value": None},
            pulumi.ResourceOptions.merge(opts, secret),
        )
