"""Hosted zones, their records, and certificates that are proven by them."""

from collections.abc import Mapping
from typing import Final

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


def _record(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    return {
        "id": f"{text(inputs, 'zoneId')}_{text(inputs, 'name')}_{text(inputs, 'type')}",
        "fqdn": text(inputs, "name"),
    }


def _certificate(world: World, inputs: JsonObject) -> Mapping[str, Json]:
    number = world.number(CERTIFICATE)
    made = arn("acm", f"certificate/00000000-0000-0000-0000-{number[-12:]}")
    domain = text(inputs, "domainName")
    options: list[Json] = [
        {
            "domainName": domain,
            "resourceRecordName": f"_{number}.{domain}",
            "resourceRecordType": "CNAME",
            "resourceRecordValue": f"_{number}.acm-validations.example",
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
    ),
    Model(
        token=RECORD,
        inputs=frozenset({"zoneId", "name", "type", "records", "ttl"}),
        required=frozenset({"zoneId", "name", "type"}),
        immutable=frozenset({"zoneId", "name", "type"}),
        outputs=_record,
    ),
    Model(
        token=CERTIFICATE,
        inputs=frozenset({"domainName", "validationMethod", "tags"}),
        immutable=frozenset({"domainName", "validationMethod"}),
        outputs=_certificate,
    ),
    Model(
        token=VALIDATION,
        inputs=frozenset({"certificateArn", "validationRecordFqdns"}),
        required=frozenset({"certificateArn"}),
        immutable=frozenset({"certificateArn"}),
        outputs=_validation,
    ),
)
