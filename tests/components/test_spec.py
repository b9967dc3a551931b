"""The field types that specs share."""

import json
import re
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from components.spec import (
    AbsolutePath,
    Cidr,
    DnsLabel,
    DnsName,
    EnvName,
    FileName,
    HeaderName,
    HostName,
    ImageRef,
    IntOrPercent,
    IsoDate,
    LabelKey,
    LabelValue,
    Percent,
    Port,
    PortName,
    RelativePath,
    SecretKey,
    Spec,
    UrlPath,
    Version,
)

DIGEST = "sha256:" + "0123456789abcdef" * 4

ACCEPTED: list[tuple[Any, list[Any]]] = [
    (DnsLabel, ["a", "0", "api-2", "a" * 63]),
    (DnsName, ["a", "shop.example.org", "a" * 63 + ".b"]),
    (LabelKey, ["team", "example.org/Team_1.x", "a" * 63]),
    (LabelValue, ["", "a", "Data_platform.1", "a" * 63]),
    (EnvName, ["A", "_a1", "DATABASE_URL"]),
    (Cidr, ["10.0.0.0/16", "0.0.0.0/0", "fd00::/48"]),
    (IsoDate, ["2027-01-31", "2028-02-29"]),
    (FileName, ["a", "settings.json", ".env", "a..b"]),
    (SecretKey, ["API_KEY", ".a", "a..b", "-"]),
    (PortName, ["http", "a-1", "8080x", "a" * 15]),
    (HeaderName, ["Host", "X-API-Key"]),
    (HostName, ["shop.example.org", "a", "10.0.0.1.example.org"]),
    (AbsolutePath, ["/", "/app/data", "/a b/..c"]),
    (UrlPath, ["/", "/api", "/a/b.c~(1)"]),
    (RelativePath, ["a", "routes/alps.gpx", "./a", "a..b/c"]),
    (ImageRef, ["nginx", "nginx:1.29", "ghcr.io/acme/api:V1", f"localhost:5000/a/b__c@{DIGEST}"]),
    (Version, ["17", "8.1", "1.35", "1.35.2"]),
    (Percent, [1, 70, 100]),
    (IntOrPercent, [0, 3, "25%", "100%"]),
    (Port, [1, 65535]),
]

REFUSED: list[tuple[Any, str, list[Any]]] = [
    (DnsLabel, "must be a DNS label: .* such as api-2", ["", "A", "-a", "a-", "a.b", "a" * 64, 1]),
    (
        DnsName,
        "DNS name|63 characters",
        ["", ".", "a..b", "A.b", "a" * 64 + ".b", "a." * 127 + "a"],
    ),
    (LabelKey, "label key", ["", "/a", "a/", "a/b/c", "-a", "A.b/c", "a" * 64]),
    (LabelValue, "label value", ["-", "a-", "a b", "a" * 64]),
    (EnvName, "environment variable: .* such as DATABASE_URL", ["", "1A", "a-b", "a.b"]),
    (Cidr, "must be a network in CIDR form", ["", "10.0.0.0", "10.0.0.0/33", "x/8", "1.2.3/8"]),
    (Cidr, "must be the network itself: write 10.0.0.0/16", ["10.0.3.4/16"]),
    (IsoDate, "such as .*2027-01-31", ["", "31.01.2027", "2027-1-31", "2027-02-30", "2027-01-31x"]),
    (FileName, "must be a file name without a folder", ["", ".", "..", "..a", "a/b", "a b"]),
    (SecretKey, "must be a key of a Secret", ["", ".", "..", "..a", "a/b", "a b", "a" * 254]),
    (PortName, "must be a port name", ["", "80", "a--b", "-a", "a-", "HTTP", "a" * 16]),
    (HeaderName, "must be the name of an HTTP header", ["", "X Key", "X_Key", "a:"]),
    (HostName, "must be a host name|DNS name", ["", "10.0.0.1", "a.b.", "::1", "*.a"]),
    (AbsolutePath, "must be an absolute path", ["", "a", "/a/../b", "/a/.", "/a:b", "/a\n"]),
    (
        UrlPath,
        "must be the path of a URL",
        ["", "a", "//", "/a//b", "/a/..", "/a?b", "/a#b", "/a b"],
    ),
    (
        RelativePath,
        "must be a path inside the project",
        ["", "/a", "../a", "a/../b", "~/a", "a\\b"],
    ),
    (
        ImageRef,
        "lower case up to the tag",
        ["", "Nginx", "a/B", "a:", "a:b:c", "a@sha256:1", "a b"],
    ),
    (Version, "must be a version in quotes, such as", ["", "v1", "1.", "1.2.3.4", 1.3, True, -1]),
    (
        Percent,
        "must be a percentage from 1 to 100",
        [0, 101, "70", "0%", "101%", "٣%", 7.5, True, None],
    ),
    (
        IntOrPercent,
        "such as 1 or 25%",
        [-1, 2**31, "3", "101%", "-5%", "0" * 5000 + "5%", 1.5, True, None],
    ),
    (Port, "or equal to (1|65535)|valid integer", [0, 65536, True, "http"]),
]


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, values in ACCEPTED for v in values])
def test_good_values_are_kept_as_they_are(kind: Any, value: object):
    assert TypeAdapter(kind).validate_python(value, strict=True) == value


@pytest.mark.parametrize(
    ("kind", "message", "value"), [(k, m, v) for k, m, values in REFUSED for v in values]
)
def test_bad_values_are_refused_with_the_rule(kind: Any, message: str, value: object):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value, strict=True)
    (details,) = caught.value.errors()
    wrong_type = isinstance(value, int) and details["type"] in {"string_type", "int_type"}
    assert wrong_type or re.search(message, details["msg"])
    assert "\n" not in details["msg"]


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (Cidr, "10.0.0.0/08", "10.0.0.0/8"),
        (Cidr, "FD00:0::/48", "fd00::/48"),
        (Percent, "70%", 70),
        (IntOrPercent, "05%", "5%"),
        (Version, 17, "17"),
    ],
)
def test_some_spellings_are_normalised(kind: Any, given: object, kept: object):
    assert TypeAdapter(kind).validate_python(given) == kept


def _fits(schema: dict[str, Any], value: object) -> bool:
    """As much of JSON schema as the field types use."""
    if "anyOf" in schema:
        return any(_fits(option, value) for option in schema["anyOf"])
    if schema["type"] == "string":
        return (
            isinstance(value, str)
            and re.search(schema.get("pattern", ""), value) is not None
            and len(value) <= schema.get("maxLength", 10**9)
        )
    return isinstance(value, int) and schema.get("minimum", value) <= value <= schema.get(
        "maximum", value
    )


@pytest.mark.parametrize(("kind", "values"), ACCEPTED)
def test_the_json_schema_takes_what_the_type_takes_and_has_examples(kind: Any, values: list[Any]):
    schema = TypeAdapter(kind).json_schema()
    assert all(_fits(schema, value) for value in [*values, *schema["examples"]])
    for example in schema["examples"]:
        TypeAdapter(kind).validate_python(example, strict=True)
    json.dumps(schema)


class Toy(Spec):
    size: int = 3
    """How large it is."""


def test_a_spec_is_closed_and_frozen_and_describes_its_fields():
    with pytest.raises(ValidationError, match="Extra inputs"):
        Toy.model_validate({"sizes": 1})
    with pytest.raises(ValidationError, match="frozen"):
        Toy().size = 4  # pyright: ignore[reportAttributeAccessIssue]
    assert Toy.model_json_schema()["properties"]["size"]["description"] == "How large it is."
