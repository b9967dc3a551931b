"""The base of every spec, and the field types that specs share."""

import ipaddress
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from components.duration import Duration
from components.fields import FieldError, TextRule
from components.numbers import LARGEST_INT32, IntOrPercent, Percent, Port, Version
from components.quantity import Quantity

__all__ = [
    "LARGEST_INT32",
    "AbsolutePath",
    "Cidr",
    "DeletionPolicy",
    "DnsLabel",
    "DnsName",
    "Duration",
    "EnvName",
    "FileName",
    "HeaderName",
    "HostName",
    "ImageRef",
    "IntOrPercent",
    "IsoDate",
    "LabelKey",
    "LabelValue",
    "LastSnapshot",
    "Percent",
    "Port",
    "PortName",
    "Quantity",
    "RelativePath",
    "SecretKey",
    "Spec",
    "StorageSize",
    "UrlPath",
    "Version",
]

_LABEL: Final = r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN: Final = rf"{_LABEL}(?:\.{_LABEL})*"
_KEY: Final = r"(?!\.\.)(?!\.$)[-._a-zA-Z0-9]+"
"""Of a ConfigMap or Secret."""
_LABEL_NAME: Final = r"[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"


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


def _plain_absolute(text: str) -> str:
    if any(part in (".", "..") for part in text.split("/")):
        raise FieldError(_ABSOLUTE_PATH.rule, text)
    return text


def _plain_url(text: str) -> str:
    if "//" in text or any(part in (".", "..") for part in text.split("/")):
        raise FieldError(_URL_PATH.rule, text)
    return text


def _no_address(text: str) -> str:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return text
    raise FieldError(_HOST_RULE, text).for_pydantic()


def _more_than_nothing(amount: Quantity) -> Quantity:
    if amount.value > 0:
        return amount
    raise FieldError("must be more than 0, such as 10Gi", str(amount)).for_pydantic()


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
_HOST_RULE: Final = "must be a host name and no address, such as shop.example.org"
HostName = Annotated[DnsName, AfterValidator(_no_address)]
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
FileName = Annotated[
    str,
    TextRule(
        rule="must be a file name without a folder: letters, digits, '-', '_' and '.', such as"
        " settings.json",
        pattern=_KEY,
        examples=("settings.json",),
        longest=253,
    ),
]
SecretKey = Annotated[
    str,
    TextRule(
        rule="must be a key of a Secret: letters, digits, '-', '_' and '.', such as API_KEY",
        pattern=_KEY,
        examples=("API_KEY", "openrouter-api-key"),
        longest=253,
    ),
]
PortName = Annotated[
    str,
    TextRule(
        # https://kubernetes.io/docs/reference/ : IANA_SVC_NAME
        rule="must be a port name: lower-case letters, digits and '-', a letter among them, at"
        " most 15, such as http",
        pattern=r"(?=.*[a-z])(?!.*--)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?",
        examples=("http", "metrics"),
        longest=15,
    ),
]
HeaderName = Annotated[
    str,
    TextRule(
        rule="must be the name of an HTTP header: letters, digits and '-', such as X-API-Key",
        pattern=r"[-A-Za-z0-9]+",
        examples=("X-API-Key",),
        longest=253,
    ),
]
_RELATIVE_PATH: Final = TextRule(
    rule="must be a path inside the project, without '..' and not absolute, such as"
    " routes/alps.gpx",
    pattern=r"[^\x00-\x1f]+",
    examples=("routes/alps.gpx",),
    longest=4096,
    refine=_inside,
)
RelativePath = Annotated[str, _RELATIVE_PATH]
_ABSOLUTE_PATH: Final = TextRule(
    rule="must be an absolute path inside the container, without '.' and '..', such as /app/data",
    pattern=r"/[^:\x00-\x1f]*",
    examples=("/app/data",),
    longest=4096,
    refine=_plain_absolute,
)
AbsolutePath = Annotated[str, _ABSOLUTE_PATH]
_URL_PATH: Final = TextRule(
    # What the API server accepts as the prefix of a route.
    rule="must be the path of a URL: '/' first, without '//', '.', '..', '?' and '#', such as /api",
    pattern=r"/[-A-Za-z0-9._~!$&'()*+,;=:@/]*",
    examples=("/", "/api"),
    longest=1024,
    refine=_plain_url,
)
UrlPath = Annotated[str, _URL_PATH]
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
StorageSize = Annotated[Quantity, AfterValidator(_more_than_nothing)]
DeletionPolicy = Literal["protect", "retain", "delete"]
"""protect: destroy is refused; retain: plinth forgets it and it stays; delete: it goes."""
LastSnapshot = Literal["kept", "none"]
"""Whether the cloud takes a snapshot of what it deletes."""
