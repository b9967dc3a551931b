"""A plan's cloud resources as the plan of the tool whose providers the SDKs are bridges to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import TypedDict

from tests.judges.objects import opened
from tests.judges.terraform_types import MAPS, PLURALS, TYPES
from tests.plan import Plan, Recorded, Wire

PACKAGE = "aws"


class Reference(TypedDict):
    """Which other resources an argument was taken from."""

    references: Sequence[str]


class PlannedResource(TypedDict):
    """One resource with all that it was given."""

    address: str
    mode: str
    type: str
    name: str
    values: Mapping[str, Wire]


class ConfiguredResource(TypedDict):
    """What a resource's arguments were written as; only the references among them."""

    address: str
    mode: str
    type: str
    name: str
    expressions: Mapping[str, Reference]


class PlannedModule(TypedDict):
    """Every resource of the plan."""

    resources: Sequence[PlannedResource]


class ConfiguredModule(TypedDict):
    """Every resource of the configuration."""

    resources: Sequence[ConfiguredResource]


class PlannedValues(TypedDict):
    """The plan proper."""

    root_module: PlannedModule


class Configuration(TypedDict):
    """What the plan was made of."""

    root_module: ConfiguredModule


class TerraformPlan(TypedDict):
    """The JSON form of a plan, the parts of it that a judge reads."""

    format_version: str
    terraform_version: str
    planned_values: PlannedValues
    configuration: Configuration


class UnknownTypeError(Exception):
    """A plan holds a cloud resource that no row of the table names."""


def cloud_resources(plan: Plan) -> tuple[Recorded, ...]:
    """Every resource of the cloud itself."""
    return tuple(r for r in plan.resources if r.package == PACKAGE and r.custom)


def terraform_plan(resources: Iterable[Recorded]) -> TerraformPlan:
    """The resources as a plan; raises UnknownTypeError."""
    given = tuple(resources)
    addresses = addresses_of(given)
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": [_planned(r, addresses) for r in given]}},
        "configuration": {"root_module": {"resources": [_configured(r, addresses) for r in given]}},
    }


def addresses_of(resources: Iterable[Recorded]) -> Mapping[str, str]:
    """`TYPE.NAME` for each URN, by which references name it; raises UnknownTypeError.

    Resources of one type and name under different parents are told apart by a number.
    """
    found: dict[str, str] = {}
    for each in sorted(resources, key=lambda r: r.urn):
        address = f"{type_of(each.type)}.{re.sub('[^A-Za-z0-9_-]', '-', each.name)}"
        taken = found.values()
        numbered = (f"{address}--{number}" for number in count(2))
        found[each.urn] = (
            address if address not in taken else next(one for one in numbered if one not in taken)
        )
    return found


def type_of(token: str) -> str:
    """The type in the table; raises UnknownTypeError that says what to do."""
    try:
        return TYPES[token]
    except KeyError:
        raise UnknownTypeError(
            f"no judge would look at {token}: add its row to tests/judges/terraform_types.py, and"
            " to PLURALS there what blocks of it repeat"
        ) from None


def arguments(terraform_type: str, inputs: Mapping[str, Wire]) -> Mapping[str, Wire]:
    """Inputs from the wire as arguments: snake_case, each nested block as a list of one."""
    plurals = PLURALS.get(terraform_type, {})
    return {_argument(k, plurals): _value(k, v, plurals) for k, v in inputs.items()}


def _planned(resource: Recorded, addresses: Mapping[str, str]) -> PlannedResource:
    address = addresses[resource.urn]
    terraform_type, _, name = address.partition(".")
    return {
        "address": address,
        "mode": "managed",
        "type": terraform_type,
        "name": name,
        "values": arguments(terraform_type, opened(resource.inputs)),
    }


def _configured(resource: Recorded, addresses: Mapping[str, str]) -> ConfiguredResource:
    address = addresses[resource.urn]
    terraform_type, _, name = address.partition(".")
    plurals = PLURALS.get(terraform_type, {})
    taken = {
        _argument(key, plurals): [addresses[urn] for urn in urns if urn in addresses]
        for key, urns in resource.property_dependencies.items()
    }
    return {
        "address": address,
        "mode": "managed",
        "type": terraform_type,
        "name": name,
        "expressions": {
            key: {"references": [name for a in found for name in (f"{a}.id", a)]}
            for key, found in taken.items()
            if found
        },
    }


def _argument(key: str, plurals: Mapping[str, str]) -> str:
    return plurals.get(key) or re.sub("([A-Z])", r"_\1", key).lower()


def _value(key: str, value: Wire, plurals: Mapping[str, str]) -> Wire:
    match value:
        case str():
            return value
        case Mapping() if key in MAPS:
            return value
        case Mapping():
            return [_block(value, plurals)]
        case Sequence():
            return [_block(v, plurals) if isinstance(v, Mapping) else v for v in value]
        case _:
            return value


def _block(block: Mapping[str, Wire], plurals: Mapping[str, str]) -> Wire:
    return {_argument(k, plurals): _value(k, v, plurals) for k, v in block.items()}
