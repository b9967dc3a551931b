"""A Postgres that somebody else looks after."""

import hashlib

import pulumi

from components.database.existing_spec import ExistingPostgresSpec
from components.database.kept import single_server_template
from components.secret.kept import Entry, KeptConnection


class ExistingPostgres(pulumi.ComponentResource):
    """Nothing new: a Postgres that is there already, by its address and its secret."""

    kept: KeptConnection
    digest: pulumi.Output[str]
    """Changes with the address and is no secret."""
    ready: pulumi.Resource

    def __init__(
        self, name: str, spec: ExistingPostgresSpec, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:database:ExistingPostgres", name, None, opts)
        self.kept = KeptConnection(
            entries=[
                Entry(key="user", secret=spec.secret, property="username"),
                Entry(key="password", secret=spec.secret, property="password"),
            ],
            template=single_server_template(spec.host, spec.port, spec.database).by_key(),
            secret_arns=[spec.secret],
        )
        told = hashlib.sha256(spec.model_dump_json().encode()).hexdigest()
        self.digest, self.ready = pulumi.Output.from_input(told), self
        self.register_outputs({"digest": self.digest})
