"""What the installed SDK says of a type of resource, by its token."""

import importlib
import inspect
import sys
import warnings
from dataclasses import dataclass

from pulumi import Resource

# There is no public way to ask a class for the names that go over the wire.
from pulumi._types import input_type_py_to_pulumi_names, resource_types


@dataclass(frozen=True, kw_only=True, slots=True)
class SdkType:
    """The properties of a type, as they are called on the wire."""

    inputs: frozenset[str]
    required: frozenset[str]
    outputs: frozenset[str]


def sdk_type(token: str) -> SdkType:
    """Return what the SDK says of aws:ec2/vpc:Vpc; raises LookupError if it has no such type."""
    package, module, name = token.split(":")
    with warnings.catch_warnings():
        # A module is loaded when it is first used, and tells of every deprecated type in it.
        warnings.simplefilter("ignore", DeprecationWarning)
        found = importlib.import_module(f"pulumi_{package}.{module.partition('/')[0]}")
        resource = getattr(found, name, None)
    if not isinstance(resource, type) or not issubclass(resource, Resource):
        raise LookupError(f"pulumi_{package} has no {token}")
    if getattr(resource, "pulumi_type", token) != token:
        raise LookupError(f"{token} is called {getattr(resource, 'pulumi_type', '')} now")
    # The SDK calls them InitArgs where a part of another type has the plain name.
    own = sys.modules[resource.__module__]
    arguments = getattr(own, f"{name}InitArgs", None) or getattr(own, f"{name}Args", None)
    if not isinstance(arguments, type):
        raise LookupError(f"pulumi_{package} has no arguments of {token}")
    wire_names = input_type_py_to_pulumi_names(arguments)
    parameters = inspect.signature(arguments).parameters.values()
    needed = {p.name for p in parameters if p.default is inspect.Parameter.empty}
    return SdkType(
        inputs=frozenset(wire_names.values()),
        required=frozenset(wire_names[name] for name in needed),
        outputs=frozenset(resource_types(resource)),
    )
