"""How AWS calls things; pure."""

from collections.abc import Mapping

from engine.standin.shape import Json, JsonObject
from rehearsal.clouds.model import Outputs, World

ACCOUNT = "123456789012"
REGION = "eu-west-1"
_WITHOUT_ARN = (
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
)
"""Types of EC2 whose ARN the provider does not tell."""


def arn(service: str, rest: str, *, region: str = REGION) -> str:
    """Return an ARN of the simulated account."""
    return f"arn:aws:{service}:{region}:{ACCOUNT}:{rest}"


def numbered(token: str, prefix: str, path: str | None = None) -> Outputs:
    """Return the outputs of a type of EC2 whose ids are a prefix and a number: vpc-0123..."""

    def outputs(world: World, _inputs: JsonObject) -> Mapping[str, Json]:
        made = f"{prefix}-{world.number(token)}"
        if token in _WITHOUT_ARN:
            return {"id": made}
        return {"id": made, "arn": arn("ec2", f"{path or prefix}/{made}")}

    return outputs


def named(service: str, kind: str, name: str = "name", *, region: str = REGION) -> Outputs:
    """Return the outputs of a type whose id is its name."""

    def outputs(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
        called = str(inputs[name])
        return {"id": called, "arn": arn(service, f"{kind}/{called}", region=region)}

    return outputs
