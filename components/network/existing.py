"""A network that somebody else made."""

from collections.abc import Iterable, Sequence

import pulumi

from components.network.spec import ExistingAwsNetworkSpec


class ExistingAwsNetwork(pulumi.ComponentResource):
    """Nothing new: a VPC and subnets that are there already, by their ids."""

    vpc_id: pulumi.Output[str]
    cidr: str
    public_subnet_ids: Sequence[pulumi.Output[str]]
    private_subnet_ids: Sequence[pulumi.Output[str]]
    database_subnet_ids: Sequence[pulumi.Output[str]]
    ways_out: Sequence[pulumi.Resource]

    def __init__(
        self, name: str, spec: ExistingAwsNetworkSpec, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("plinth:network:ExistingAwsNetwork", name, None, opts)
        self.vpc_id, self.cidr = pulumi.Output.from_input(spec.vpc_id), spec.cidr
        self.public_subnet_ids = _known(spec.public_subnets.values())
        self.private_subnet_ids = _known(spec.private_subnets.values())
        self.database_subnet_ids = _known(spec.database_subnets.values())
        self.ways_out = ()
        self.register_outputs({"vpc_id": self.vpc_id})


def _known(ids: Iterable[str]) -> Sequence[pulumi.Output[str]]:
    return [pulumi.Output.from_input(each) for each in ids]
