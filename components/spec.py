"""The base of every spec, and the field types that specs share."""

import ipaddress
import re
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from components.duration import Duration
from components.fields import FieldError, TextRule
from components.quantity import Quantity
from components.refusal import Refusal, Refusals, refuse

__all__ = [
    "Cidr",
    "DnsLabel",
    "DnsName",
    "Duration",
    "EnvName",
    "FileName",
    "ImageRef",
    "IntOrPercent",
    "IsoDate",
    "LabelKey",
    "LabelValue",
    "Percent",
    "Port",
    "Quantity",
    "Refusal",
    "Refusals",
    "RelativePath",
    "Spec",
    "Version",
    "refuse",
]

_LABEL: Final = r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN: Final = rf"{_LABEL}(?:\.{_LABEL})*"
_LABEL_NAME: Final = r"[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
_PERCENT_RULE: Final = "must be a percentage from 1 to 100, such as 70"
_INT_OR_PERCENT_RULE: Final = "must be a whole number from 0 or a percentage, such as 1 or 25%"
_VERSION_RULE: Final = 'must be a version in quotes, such as "17", "8.1" or "1.35"'


class Spec(BaseModel):
    """What somebody wants: closed, frozen, without outputs and without secret values."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, validate_default=True
    )


def _labels_fit(name: str) -> str:
    if any(len(label) > 63 for label in name.split(".")):
        raise FieldError("must have at most 63 characters between dots", name)
    return name


def _network(text: str) -> str:
    try:
        interface = ipaddress.ip_interface(text)
    except ValueError:
        raise FieldError(_CIDR.rule, text) from None
    network = interface.network
    if interface.ip != network.network_address:
        raise FieldError(f"must be the network itself: write {network}", text)
    return str(network)


def _calendar_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise FieldError("must be a day of the calendar, such as 2027-01-31", text) from None
    return text


def _inside(text: str) -> str:
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or "\\" in text or text.startswith("~"):
        raise FieldError(_RELATIVE_PATH.rule, text)
    return text


def _no_dots(text: str) -> str:
    if text == "." or text.startswith(".."):
        raise FieldError(_FILE_NAME.rule, text)
    return text


DnsLabel = Annotated[
    str,
    TextRule(
        rule="must be a DNS label: lower-case letters, digits and '-', at most 63, such as api-2",
        pattern=_LABEL,
        examples=("api", "api-2"),
        longest=63,
    ),
]
DnsName = Annotated[
    str,
    TextRule(
        rule="must be a DNS name: labels of lower-case letters, digits and '-' with dots between,"
        " such as shop.example.org",
        pattern=_SUBDOMAIN,
        examples=("shop.example.org",),
        longest=253,
        refine=_labels_fit,
    ),
]
LabelKey = Annotated[
    str,
    TextRule(
        rule="must be a Kubernetes label key: letters, digits, '-', '_' and '.', at most 63, with"
        " or without a DNS prefix, such as team or example.org/team",
        pattern=rf"(?:(?=.{{1,253}}/){_SUBDOMAIN}/)?{_LABEL_NAME}",
        examples=("team", "example.org/team"),
        longest=253 + 1 + 63,
    ),
]
LabelValue = Annotated[
    str,
    TextRule(
        rule="must be a Kubernetes label value: letters, digits, '-', '_' and '.' with a letter or"
        " digit at both ends, at most 63, such as data-platform",
        pattern=rf"(?:{_LABEL_NAME})?",
        examples=("data-platform", "cc-1234"),
        longest=63,
    ),
]
EnvName = Annotated[
    str,
    TextRule(
        rule="must be an environment variable: letters, digits and '_', no digit first, such as"
        " DATABASE_URL",
        pattern=r"[A-Za-z_][A-Za-z0-9_]*",
        examples=("DATABASE_URL", "LOG_LEVEL"),
        longest=253,
    ),
]
_FILE_NAME: Final = TextRule(
    rule="must be a file name without a folder: letters, digits, '-', '_' and '.', such as"
    " settings.json",
    pattern=r"[-._a-zA-Z0-9]+",
    examples=("settings.json",),
    longest=253,
    refine=_no_dots,
)
FileName = Annotated[str, _FILE_NAME]
_RELATIVE_PATH: Final = TextRule(
    rule="must be a path inside the project, without '..' and not absolute, such as"
    " routes/alps.gpx",
    pattern=r"[^\x00-\x1f]+",
    examples=("routes/alps.gpx",),
    longest=4096,
    refine=_inside,
)
RelativePath = Annotated[str, _RELATIVE_PATH]
_CIDR: Final = TextRule(
    rule="must be a network in CIDR form, such as 10.0.0.0/16",
    pattern=r"[0-9a-fA-F.:]+/[0-9]{1,3}",
    examples=("10.0.0.0/16", "fd00::/48"),
    longest=49,
    refine=_network,
)
Cidr = Annotated[str, _CIDR]
IsoDate = Annotated[
    str,
    TextRule(
        rule='must be a day in quotes, such as "2027-01-31"',
        pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        examples=("2027-01-31",),
        longest=10,
        refine=_calendar_day,
    ),
]
_PATH_COMPONENT: Final = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
ImageRef = Annotated[
    str,
    TextRule(
        # The grammar of github.com/distribution/reference, host names in lower case.
        rule="must be a container image, lower case up to the tag, such as"
        " docker.io/library/postgres:17.2",
        pattern=rf"(?:{_SUBDOMAIN}(?::[0-9]{{1,5}})?/)?{_PATH_COMPONENT}(?:/{_PATH_COMPONENT})*"
        r"(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?",
        examples=("docker.io/library/postgres:17.2", "ghcr.io/acme/api:1.4.0"),
        longest=500,
    ),
]
Port = Annotated[int, Field(ge=1, le=65535, examples=[8080])]


def _percent(given: object) -> int:
    match given:
        case bool():
            pass
        case int() if 1 <= given <= 100:
            return given
        case str() if re.fullmatch(r"0*([1-9][0-9]?|100)%", given):
            return int(given.removesuffix("%"))
        case _:
            pass
    raise FieldError(_PERCENT_RULE, given).for_pydantic()


def _int_or_percent(given: object) -> int | str:
    match given:
        case bool():
            pass
        case int() if given >= 0:
            return given
        case str() if re.fullmatch(r"0*([0-9]{1,2}|100)%", given):
            return f"{int(given.removesuffix('%'))}%"
        case _:
            pass
    raise FieldError(_INT_OR_PERCENT_RULE, given).for_pydantic()


_VERSION: Final = TextRule(
    rule=_VERSION_RULE,
    pattern=r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,2}",
    examples=("17", "8.1", "1.35"),
    longest=14,
)


def _version(given: object) -> str:
    match given:
        case str():
            text = given
        case int() if not isinstance(given, bool):
            text = str(given)
        case _:
            # A float is past repair: an unquoted 1.30 has become 1.3 by now.
            raise FieldError(_VERSION_RULE, given).for_pydantic()
    try:
        return _VERSION.check(text)
    except FieldError as error:
        raise error.for_pydantic() from None


Percent = Annotated[
    int,
    PlainValidator(_percent),
    WithJsonSchema(
        {
            "description": "A percentage from 1 to 100: 70 or 70%.",
            "examples": [70],
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 100},
                {"type": "string", "pattern": r"^0*([1-9][0-9]?|100)%$"},
            ],
        }
    ),
]
IntOrPercent = Annotated[
    int | str,
    PlainValidator(_int_or_percent),
    WithJsonSchema(
        {
            "description": "A number of pods or a share of them: 1 or 25%.",
            "examples": [1, "25%"],
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"type": "string", "pattern": r"^0*([0-9]{1,2}|100)%$"},
            ],
        }
    ),
]
Version = Annotated[
    str,
    PlainValidator(_version),
    WithJsonSchema(
        {
            "description": 'A version in quotes: "17", "8.1", "1.35".',
            "examples": list(_VERSION.examples),
            "anyOf": [
                {"type": "string", "pattern": f"^{_VERSION.pattern}$"},
                {"type": "integer", "minimum": 0},
            ],
        }
    ),
]
