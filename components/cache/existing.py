"""A Valkey that somebody else looks after."""

import hashlib

import pulumi

from components.cache.existing_spec import ExistingCacheSpec
from components.cache.kept import connection_template
from components.secret.kept import Entry, KeptConnection


class ExistingCache(pulumi.ComponentResource):
    """Nothing new: a Valkey that is there already, by its address and its secret."""

    kept: KeptConnection
    digest: pulumi.Output[str]
    """Changes with the address and is no secret."""
    ready: pulumi.Resource

    def __init__(
        self, name: str, spec: ExistingCacheSpec, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:cache:ExistingCache", name, None, opts)
        scheme = "rediss" if spec.transit == "tls" else "redis"
        self.kept = KeptConnection(
            entries=[Entry(key="password", secret=spec.secret, property="password")],
            template=connection_template(spec.host, spec.port, scheme).by_key(),
            secret_arns=[spec.secret],
        )
        told = hashlib.sha256(spec.model_dump_json().encode()).hexdigest()
        self.digest, self.ready = pulumi.Output.from_input(told), self
        self.register_outputs({"digest": self.digest})
