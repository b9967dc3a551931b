"""Resource names as the real engine makes them."""

from collections.abc import Mapping

from pulumi.runtime.proto import alias_pb2

from tests.recording.wire import Wire, reveal

STACK_TYPE = "pulumi:pulumi:Stack"


def type_of(urn: str) -> str:
    """The resource's own type: the last of its chain."""
    return chain_of(urn).rpartition("$")[2]


def chain_of(urn: str) -> str:
    """The types of all parents and of the resource itself, joined by `$`."""
    return urn.split("::", 3)[2]


def make_urn(stack: str, project: str, parent: str, type_token: str, name: str) -> str:
    """The URN with the types of all parents; the stack itself is not part of the chain."""
    above = chain_of(parent) if parent else STACK_TYPE
    chain = type_token if above == STACK_TYPE else f"{above}${type_token}"
    return f"urn:pulumi:{stack}::{project}::{chain}::{name}"


def alias_urn(alias: alias_pb2.Alias, urn: str, parent: str) -> str:
    """The former URN an alias of the resource `urn` stands for."""
    if alias.WhichOneof("alias") == "urn":
        return alias.urn
    spec = alias.spec
    stack, project, _, name = urn.removeprefix("urn:pulumi:").split("::", 3)
    former_parent = "" if spec.noParent else spec.parentUrn or parent
    return make_urn(
        spec.stack or stack,
        spec.project or project,
        former_parent,
        spec.type or type_of(urn),
        spec.name or name,
    )


def physical_id(type_token: str, name: str, inputs: Mapping[str, Wire]) -> str:
    """`namespace/name` for a Kubernetes object with a fixed name, `NAME-id` for all else."""
    if type_token.startswith("kubernetes:"):
        metadata = reveal(inputs.get("metadata", inputs))
        if isinstance(metadata, Mapping) and metadata.get("name"):
            namespace = metadata.get("namespace")
            return f"{namespace}/{metadata['name']}" if namespace else f"{metadata['name']}"
    return f"{name}-id"


def physical_names(type_token: str, name: str) -> Mapping[str, Wire]:
    """What a cloud calls a resource besides its id; an input taken from it would be missing."""
    if type_token.startswith("aws:"):
        return {"arn": f"arn:aws:recorded:eu-west-1:123456789012:{name}"}
    return {}
