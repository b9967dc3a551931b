"""Random texts as resources of the engine."""

import secrets
import string
import uuid
from collections.abc import Mapping

from pulumi.dynamic import CreateResult, DiffResult, ResourceProvider

ALPHABET = string.ascii_letters + string.digits
"""Letters and digits only, so that a value can stand in a URL and in a shell as it is."""


class RandomTextProvider(ResourceProvider):
    """Makes a text once; its value lives in the engine's encrypted state and nowhere else."""

    serialize_as_secret_always = False

    def create(self, props: Mapping[str, object]) -> CreateResult:
        length = int(str(props["length"]).removesuffix(".0"))
        value = "".join(secrets.choice(ALPHABET) for _ in range(length))
        return CreateResult(id_=str(uuid.uuid4()), outs={"length": length, "value": value})

    def diff(
        self, _id: str, _olds: Mapping[str, object], _news: Mapping[str, object]
    ) -> DiffResult:
        changed = _olds["length"] != _news["length"]
        return DiffResult(changes=changed, replaces=["length"] if changed else [])
