"""Hosted zones, their records, and certificates that are proven by them."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

from components.dns.spec import covers
from engine.standin.objects import RefusedError
from engine.standin.shape import Json, JsonObject, text
from rehearsal.clouds.aws.names import arn
from rehearsal.clouds.model import Model, World

ZONE: Final = "aws:route53/zone:Zone"
RECORD: Final = "aws:route53/record:Record"
CERTIFICATE: Final = "aws:acm/certificate:Certificate"
VALIDATION: Final = "aws:acm/certificateValidation:CertificateValidation"


def _zone(world: World, _inputs: JsonObject) -> Mapping[str, Json]:
    made = f"Z{world.number(ZONE).upper()}"
    servers: list[Json] = [f"ns-{number}.awsdns-00.example" for number in range(4)]
    return {
        "id": made,
        "zoneId": made,
        "arn": f"arn:aws:route53:::hostedzone/{made}",
        "nameServers": servers,
    }


def _record(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    zone = world.find(ZONE, inputs["zoneId"])
    # What lies in a zone that somebody else made is not known.
    _refuse_out_of_place(inputs, plain(text(zone.inputs, "name")) if zone is not None else None)
    there = [live.inputs for live in world.all(RECORD)]
    _refuse_taken(inputs, [each for each in there if _same_name(each, inputs)])
    return {
        "id": f"{text(inputs, 'zoneId')}_{text(inputs, 'name')}_{text(inputs, 'type')}",
        "fqdn": text(inputs, "name"),
    }


def _refuse_out_of_place(inputs: JsonObject, domain: str | None) -> None:
    name = plain(text(inputs, "name"))
    if domain is None:
        return
    if not covers(domain, name):
        said = f"RRSet with DNS name {name}. is not permitted in zone {domain}."
        raise RefusedError(f"InvalidChangeBatch: [{said}]")
    if name == domain and text(inputs, "type") == "CNAME":
        said = f"RRSet of type CNAME with DNS name {name}. is not permitted at apex in zone"
        raise RefusedError(f"InvalidChangeBatch: [{said} {domain}.]")


def _refuse_taken(inputs: JsonObject, there: Sequence[JsonObject]) -> None:
    name, kind = plain(text(inputs, "name")), text(inputs, "type")
    kinds = {text(each, "type") for each in there}
    if kind in kinds:
        said = f"Tried to create resource record set [name='{name}.', type='{kind}']"
        raise RefusedError(f"InvalidChangeBatch: [{said} but it already exists]")
    if kinds and "CNAME" in {kind, *kinds}:
        said = f"RRSet of type {kind} with DNS name {name}. is not permitted as it conflicts with"
        raise RefusedError(f"InvalidChangeBatch: [{said} other records with the same DNS name]")


def _same_name(one: JsonObject, other: JsonObject) -> bool:
    return one["zoneId"] == other["zoneId"] and plain(text(one, "name")) == plain(
        text(other, "name")
    )


def plain(name: str) -> str:
    """Return a name as Route 53 compares it: in lower case, without the dot of the root."""
    return name.lower().rstrip(".")


def _certificate(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    number = world.number(CERTIFICATE)
    made = arn("acm", f"certificate/00000000-0000-0000-0000-{number[-12:]}")
    domain = text(inputs, "domainName")
    # All certificates of an account for one name are proven by the same record.
    proof = hashlib.sha256(domain.encode()).hexdigest()[:32]
    options: list[Json] = [
        {
            "domainName": domain,
            "resourceRecordName": f"_{proof}.{domain}",
            "resourceRecordType": "CNAME",
            "resourceRecordValue": f"_{proof}.acm-validations.example",
        }
    ]
    return {"id": made, "arn": made, "domainValidationOptions": options}


def _validation(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {"id": text(inputs, "certificateArn")}


MODELS = (
    Model(
        token=ZONE,
        inputs=frozenset({"name", "comment", "forceDestroy", "tags"}),
        immutable=frozenset({"name"}),
        outputs=_zone,
        held="HostedZoneNotEmpty",
        held_by=frozenset({RECORD}),
    ),
    Model(
        token=RECORD,
        inputs=frozenset({"zoneId", "name", "type", "records", "ttl", "aliases"}),
        required=frozenset({"zoneId", "name", "type"}),
        immutable=frozenset({"zoneId", "name", "type"}),
        outputs=_record,
    ),
    Model(
        token=CERTIFICATE,
        inputs=frozenset({"domainName", "validationMethod", "tags"}),
        immutable=frozenset({"domainName", "validationMethod"}),
        outputs=_certificate,
        held="ResourceInUseException",
        # A load balancer lets go of a certificate a moment after its route has another one.
        held_seconds=600,
    ),
    Model(
        token=VALIDATION,
        inputs=frozenset({"certificateArn", "validationRecordFqdns"}),
        required=frozenset({"certificateArn"}),
        immutable=frozenset({"certificateArn"}),
        outputs=_validation,
    ),
)
